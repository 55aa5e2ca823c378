using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Belfry.Query.Checking;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Api.Prometheus;

/// <summary><c>query</c>, <c>query_range</c>, <c>format_query</c>, <c>parse_query</c>.</summary>
internal sealed class QueryEndpoints(IQueryEngine engine, MetricCatalog catalog)
{
    private const long PointCountMax = 11_000;

    internal void Map(ApiRoutes routes)
    {
        routes.MapGetOrPost("query", request => Instant(request, Answer));
        routes.MapGetOrPost("query_range", request => Range(request, Answer));
        routes.MapGetOrPost("query_explain", Explain);
        routes.MapGetOrPost(
            "format_query", request => Parsed(request, (json, query) => json.WriteStringValue(PrettyText.Of(query))));
        routes.MapGetOrPost("parse_query", request => Parsed(request, QueryTreeJson.Write));
    }

    // With a step it explains a range query.
    private ApiAnswer Explain(ApiRequest request)
    {
        var isRange = request.Parameters.Text("step").Length > 0 || request.Parameters.Text("start").Length > 0;
        return isRange ? Range(request, Explained) : Instant(request, Explained);
    }

    private static ApiAnswer Instant(ApiRequest request, Func<ApiRequest, QueryRequest, int, ApiAnswer> answer)
    {
        var parameters = request.Parameters;
        if (!parameters.TryLimit("limit", out var limit, out var failure)
            || !parameters.TryTime("time", parameters.Now, out var time, out failure)
            || !parameters.TryDuration("timeout", out var timeout, out failure)
            || !TryLookback(parameters, out var lookback, out failure)
            || !parameters.TryTier("tier", out var tier, out failure))
        {
            return failure;
        }

        var query = QueryRequest.Instant(parameters.Text("query"), time) with
        {
            Timeout = timeout,
            Lookback = lookback,
            Tier = tier,
            Origin = request.Origin,
        };
        return answer(request, query, limit);
    }

    private static ApiAnswer Range(ApiRequest request, Func<ApiRequest, QueryRequest, int, ApiAnswer> answer)
    {
        var parameters = request.Parameters;
        if (!parameters.TryLimit("limit", out var limit, out var failure)
            || !parameters.TryTime("start", out var start, out failure)
            || !parameters.TryTime("end", out var end, out failure))
        {
            return failure;
        }

        if (end < start)
        {
            return ApiAnswer.InvalidParameter("end", "end timestamp must not be before start time");
        }

        if (!ApiTime.TryParseDuration(parameters.Text("step"), out var step, out var error))
        {
            return ApiAnswer.InvalidParameter("step", error);
        }

        if (step <= TimeSpan.Zero)
        {
            return ApiAnswer.InvalidParameter(
                "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }

        // Enough for 60 s resolution over a week, or 1 h over a year.
        if (((Int128)end.Value - start.Value) / (long)step.TotalMilliseconds > PointCountMax)
        {
            return ApiAnswer.Failure(
                ApiErrorKind.BadData,
                "exceeded maximum resolution of 11,000 points per timeseries. "
                + "Try decreasing the query resolution (?step=XX)");
        }

        if (!parameters.TryDuration("timeout", out var timeout, out failure)
            || !TryLookback(parameters, out var lookback, out failure)
            || !parameters.TryTier("tier", out var tier, out failure)
            || !parameters.TrySwitch(
                "reuse", "unable to parse boolean", out var reuses, out failure, otherwise: true))
        {
            return failure;
        }

        var query = new QueryRequest
        {
            Expression = parameters.Text("query"),
            Start = start,
            End = end,
            Step = step,
            Timeout = timeout,
            Lookback = lookback,
            Tier = tier,
            Reuses = reuses,
            Origin = request.Origin,
        };
        return answer(request, query, limit);
    }

    private ApiAnswer Answer(ApiRequest request, QueryRequest query, int limit)
    {
        var stats = request.Parameters.Text("stats");
        var result = engine.Evaluate(query with { Statistics = Detail(stats) }, request.CancellationToken);
        if (result.Failure is { } failure)
        {
            return Failure(failure) with { Warnings = result.Warnings, Infos = result.Infos };
        }

        var value = result.Value!;
        var isTruncated = ElementCount(value) > limit;
        var statistics = stats.Length > 0 ? result.Statistics : null;
        var answer = QueryValueJson.Rows(value, limit, statistics) is { } rows
            ? ApiAnswer.OfRows(rows)
            : ApiAnswer.Success(destination => QueryValueJson.Write(destination, value, limit, statistics));
        return answer with
        {
            Warnings = isTruncated ? [.. result.Warnings, "results truncated due to limit"] : result.Warnings,
            Infos = result.Infos,
        };
    }

    private ApiAnswer Explained(ApiRequest request, QueryRequest query, int limit)
    {
        var explaining = query with { Explains = true, Statistics = StatisticsDetail.Exact };
        var result = engine.Evaluate(explaining, request.CancellationToken);
        if (!PromQLParser.TryParse(query.Expression, engine.Features, out var expression, out _)
            || result.Failure is { Kind: QueryFailureKind.BadData })
        {
            return Failure(result.Failure!);
        }

        // A query that fails is explained as far as it came: that is when one wants to know.
        var advice = QueryChecker.Check(expression, catalog.Read(request.CancellationToken));
        return ApiAnswer.Json(json => QueryExplanationJson.Write(json, expression, result, advice)) with
        {
            Warnings = result.Warnings,
            Infos = result.Infos,
        };
    }

    private static StatisticsDetail Detail(string stats) => stats switch
    {
        "" => StatisticsDetail.Estimates,
        "all" => StatisticsDetail.PerStep,
        _ => StatisticsDetail.Exact,
    };

    private static bool TryLookback(
        ApiParameters parameters, out TimeSpan? lookback, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = parameters.Text("lookback_delta");
        lookback = null;
        failure = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (ApiTime.TryParseDuration(text, out var parsed, out var error))
        {
            lookback = parsed;
            return true;
        }

        failure = ApiAnswer.Failure(ApiErrorKind.BadData, $"error parsing lookback delta duration: {error}");
        return false;
    }

    /// <summary>The answer for a query that failed.</summary>
    internal static ApiAnswer Failure(QueryFailure failure) => failure.Kind switch
    {
        QueryFailureKind.BadData when failure.Diagnostics.Count > 0 =>
            ApiAnswer.InvalidParameter("query", PromQLParser.Render(failure.Diagnostics)),
        QueryFailureKind.BadData => ApiAnswer.Failure(ApiErrorKind.BadData, failure.Message),
        QueryFailureKind.Execution => ApiAnswer.Failure(ApiErrorKind.Execution, failure.Message),
        QueryFailureKind.Timeout => ApiAnswer.Failure(ApiErrorKind.Timeout, failure.Message),
        QueryFailureKind.Canceled => ApiAnswer.Failure(ApiErrorKind.Canceled, failure.Message),
        _ => ApiAnswer.Failure(ApiErrorKind.Internal, failure.Message),
    };

    private static int ElementCount(QueryValue value) => value switch
    {
        VectorValue vector => vector.Samples.Count,
        MatrixValue matrix => matrix.Series.Count,
        _ => 0,
    };

    private ApiAnswer Parsed(ApiRequest request, Action<Utf8JsonWriter, Expression> write)
    {
        var text = request.Parameters.Text("query");
        return PromQLParser.TryParse(text, engine.Features, out var expression, out var diagnostics)
            ? ApiAnswer.Json(json => write(json, expression))
            : ApiAnswer.InvalidParameter("query", PromQLParser.Render(diagnostics));
    }
}
