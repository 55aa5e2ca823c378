using System.Buffers;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>query_exemplars</c>: the exemplars of the series that a query's selectors name.</summary>
internal sealed class ExemplarEndpoint(IExemplarSource? source)
{
    internal void Map(ApiRoutes routes) => routes.MapGetOrPost("query_exemplars", Exemplars);

    private ApiAnswer Exemplars(ApiRequest request)
    {
        var parameters = request.Parameters;
        if (!parameters.TryTime("start", TimestampMs.MinValue, out var start, out var failure)
            || !parameters.TryTime("end", TimestampMs.MaxValue, out var end, out failure))
        {
            return failure;
        }

        if (end < start)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "end timestamp must not be before start timestamp");
        }

        if (!PromQLParser.TryParse(parameters.Text("query"), out var expression, out var diagnostics))
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, PromQLParser.Render(diagnostics));
        }

        var selectors = new List<IReadOnlyList<LabelMatcher>>();
        Collect(expression, selectors);
        if (selectors.Count == 0)
        {
            return ApiAnswer.Success(null);
        }

        var found = source?.Exemplars(selectors, start, end) ?? [];
        return ApiAnswer.Success(destination => Write(destination, found));
    }

    // The depth of an expression is limited by the parser.
    private static void Collect(Expression expression, List<IReadOnlyList<LabelMatcher>> selectors)
    {
        if (expression is VectorSelector selector)
        {
            selectors.Add(selector.Matchers);
        }

        foreach (var child in expression.Children)
        {
            Collect(child, selectors);
        }
    }

    private static void Write(IBufferWriter<byte> destination, IReadOnlyList<SeriesExemplars> found)
    {
        destination.Write("["u8);
        for (var index = 0; index < found.Count; index++)
        {
            destination.Write(index == 0 ? "{\"seriesLabels\":"u8 : ",{\"seriesLabels\":"u8);
            SampleJson.WriteLabels(destination, found[index].Labels);
            destination.Write(",\"exemplars\":["u8);
            Write(destination, found[index].Exemplars);
            destination.Write("]}"u8);
        }

        destination.Write("]"u8);
    }

    private static void Write(IBufferWriter<byte> destination, IReadOnlyList<Exemplar> exemplars)
    {
        for (var index = 0; index < exemplars.Count; index++)
        {
            destination.Write(index == 0 ? "{\"labels\":"u8 : ",{\"labels\":"u8);
            SampleJson.WriteLabels(destination, exemplars[index].Labels);
            destination.Write(",\"value\":"u8);
            SampleJson.WriteValue(destination, exemplars[index].Value);
            destination.Write(",\"timestamp\":"u8);
            SampleJson.WriteTime(destination, exemplars[index].Timestamp.Value);
            destination.Write("}"u8);
        }
    }
}
