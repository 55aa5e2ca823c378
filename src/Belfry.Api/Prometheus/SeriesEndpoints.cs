using System.Diagnostics.CodeAnalysis;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>series</c>, <c>labels</c>, <c>label/NAME/values</c>.</summary>
internal sealed class SeriesEndpoints(ISeriesSource source)
{
    private static readonly string[] Truncated = ["results truncated due to limit"];

    internal void Map(ApiRoutes routes)
    {
        routes.MapLookup("series", takesPost: true, Series);
        routes.MapLookup("labels", takesPost: true, LabelNames);
        routes.MapLookup("label/{name}/values", takesPost: false, LabelValues);
    }

    private ApiAnswer Series(ApiRequest request)
    {
        if (request.Parameters.All("match[]").Count == 0)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "no match[] parameter provided");
        }

        if (!TryRead(request, out var limit, out var reader, out var selectors, out var failure, "match[]"))
        {
            return failure;
        }

        using (reader)
        {
            IEnumerable<Labels> found = selectors.Count == 1
                ? reader.Select(selectors[0], request.CancellationToken).Select(series => series.Labels)
                : selectors
                    .SelectMany(selector => reader.Select(selector, request.CancellationToken))
                    .Select(series => series.Labels)
                    .Distinct()
                    .Order();
            var all = found.ToList();
            return Limited(new LabelSetRows(all, limit), all.Count);
        }
    }

    private ApiAnswer LabelNames(ApiRequest request)
    {
        if (!TryRead(request, out var limit, out var reader, out var selectors, out var failure))
        {
            return failure;
        }

        using (reader)
        {
            return Texts(selectors, limit, selector => reader.LabelNames(selector, request.CancellationToken));
        }
    }

    private ApiAnswer LabelValues(ApiRequest request)
    {
        var name = NameEscaping.Unescape((string)request.Path["name"]!, NameEscapingScheme.Values);
        if (name.Length == 0)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "invalid label name: \"\"");
        }

        if (!TryRead(request, out var limit, out var reader, out var selectors, out var failure))
        {
            return failure;
        }

        using (reader)
        {
            return Texts(selectors, limit, selector => reader.LabelValues(name, selector, request.CancellationToken));
        }
    }

    private static ApiAnswer Texts(
        IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors,
        int limit,
        Func<IReadOnlyList<LabelMatcher>, IReadOnlyList<string>> ask)
    {
        var texts = selectors.Count switch
        {
            0 => ask([]),
            1 => ask(selectors[0]),
            _ => [.. selectors.SelectMany(ask).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
        return Limited(new TextRows(texts, limit), texts.Count);
    }

    private static ApiAnswer Limited(JsonRows rows, int count) => ApiAnswer.OfRows(rows) with
    {
        Warnings = count > rows.Count ? Truncated : [],
    };

    private bool TryRead(
        ApiRequest request,
        out int limit,
        [NotNullWhen(true)] out ISeriesReader? reader,
        out IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors,
        [NotNullWhen(false)] out ApiAnswer? failure,
        string? blamed = null)
    {
        reader = null;
        selectors = [];
        var parameters = request.Parameters;
        if (!parameters.TryLimit("limit", out limit, out failure)
            || !parameters.TryTime("start", TimestampMs.MinValue, out var start, out failure)
            || !parameters.TryTime("end", TimestampMs.MaxValue, out var end, out failure))
        {
            return false;
        }

        if (!parameters.TrySelectors(out selectors, out var problem))
        {
            failure = blamed is null
                ? ApiAnswer.Failure(ApiErrorKind.BadData, problem)
                : ApiAnswer.InvalidParameter(blamed, problem);
            return false;
        }

        reader = source.Open(start, end);
        return true;
    }
}
