using System.Text.Json;
using Belfry.Query.Checking;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Api.Prometheus;

/// <summary>How an answer came about, as the <c>data</c> member of <c>query_explain</c>.</summary>
internal static class QueryExplanationJson
{
    internal static void Write(
        Utf8JsonWriter json, Expression expression, QueryResult result, IReadOnlyList<QueryAdvice> advice)
    {
        json.WriteStartObject();
        json.WriteString("query", expression.ToString());
        if (result.Failure is { } failure)
        {
            json.WriteString("error", failure.Message);
        }

        json.WritePropertyName("stats");
        QueryStatisticsJson.Write(json, result.Statistics);
        json.WriteStartArray("advice");
        foreach (var one in advice)
        {
            json.WriteStartObject();
            json.WriteNumber("start", one.Start);
            json.WriteNumber("end", one.End);
            json.WriteString("text", one.Text);
            json.WriteString("suggestion", one.Suggestion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("plan");
        if (result.Plan is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Write(json, result.Plan);
        }

        json.WriteEndObject();
    }

    // As deep as the query, which the parser bounds.
    private static void Write(Utf8JsonWriter json, QueryPlanNode node)
    {
        json.WriteStartObject();
        json.WriteString("operator", node.Operator);
        json.WriteString("expression", node.Expression);
        json.WriteNumber("start", node.Start);
        json.WriteNumber("end", node.End);
        Write(json, "series", node.Series);
        Write(json, "values", node.Values);
        Write(json, "storedSeries", node.StoredSeries);
        Write(json, "storedSamples", node.StoredSamples);
        Write(json, "decodedBytes", node.DecodedBytes);
        json.WriteNumber("seconds", node.Elapsed.TotalSeconds);
        json.WriteNumber("ownSeconds", node.Own.TotalSeconds);
        json.WriteStartArray("children");
        foreach (var child in node.Children)
        {
            Write(json, child);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } known)
        {
            json.WriteNumber(name, known);
        }
    }
}
