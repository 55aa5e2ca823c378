using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Api.Prometheus;

/// <summary><c>query</c>, <c>query_range</c>, <c>format_query</c>.</summary>
internal sealed class QueryEndpoints(IQueryEngine engine)
{
    private const long PointCountMax = 11_000;

    internal void Map(ApiRoutes routes)
    {
        routes.MapGetOrPost("query", Instant);
        routes.MapGetOrPost("query_range", Range);
        routes.MapGetOrPost("format_query", Format);
    }

    private ApiAnswer Instant(ApiRequest request)
    {
        var parameters = request.Parameters;
        if (!parameters.TryLimit("limit", out var limit, out var failure)
            || !parameters.TryTime("time", parameters.Now, out var time, out failure)
            || !parameters.TryDuration("timeout", out var timeout, out failure)
            || !parameters.TryDuration("lookback_delta", out var lookback, out failure)
            || !parameters.TryTier("tier", out var tier, out failure))
        {
            return failure;
        }

        var query = QueryRequest.Instant(parameters.Text("query"), time) with
        {
            Timeout = timeout,
            Lookback = lookback,
            Tier = tier,
        };
        return Answer(request, query, limit);
    }

    private ApiAnswer Range(ApiRequest request)
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
            || !parameters.TryDuration("lookback_delta", out var lookback, out failure)
            || !parameters.TryTier("tier", out var tier, out failure))
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
        };
        return Answer(request, query, limit);
    }

    private ApiAnswer Answer(ApiRequest request, QueryRequest query, int limit)
    {
        var result = engine.Evaluate(query, request.CancellationToken);
        if (result.Failure is { } failure)
        {
            return Failure(failure) with { Warnings = result.Warnings, Infos = result.Infos };
        }

        var value = result.Value!;
        var isTruncated = ElementCount(value) > limit;
        var statistics = request.Parameters.Text("stats").Length > 0 ? result.Statistics : null;
        var answer = QueryValueJson.Rows(value, limit, statistics) is { } rows
            ? ApiAnswer.OfRows(rows)
            : ApiAnswer.Success(destination => QueryValueJson.Write(destination, value, limit, statistics));
        return answer with
        {
            Warnings = isTruncated ? [.. result.Warnings, "results truncated due to limit"] : result.Warnings,
            Infos = result.Infos,
        };
    }

    private static ApiAnswer Failure(QueryFailure failure) => failure.Kind switch
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

    private static ApiAnswer Format(ApiRequest request)
    {
        var text = request.Parameters.Text("query");
        return PromQLParser.TryParse(text, out var expression, out var diagnostics)
            ? ApiAnswer.Json(json => json.WriteStringValue(expression!.ToString()))
            : ApiAnswer.InvalidParameter("query", PromQLParser.Render(diagnostics));
    }
}
