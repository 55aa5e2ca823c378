using System.Text.Json;
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
        routes.MapGetOrPost("series", Series);
        routes.MapGetOrPost("labels", LabelNames);
        routes.MapGet("label/{name}/values", LabelValues);
    }

    private ApiAnswer Series(ApiRequest request)
    {
        if (request.Parameters.All("match[]").Count == 0)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "no match[] parameter provided");
        }

        if (!TryRead(request, out var limit, out var reader, out var selectors, out var failure))
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
            return Limited(all, limit, SampleJson.WriteLabels);
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
        var name = EscapedName.Decode((string)request.Path["name"]!);
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
        return Limited(texts, limit, (json, text) => json.WriteStringValue(text));
    }

    private static ApiAnswer Limited<T>(IReadOnlyList<T> items, int limit, Action<Utf8JsonWriter, T> write) =>
        ApiAnswer.Json(json =>
        {
            json.WriteStartArray();
            for (var index = 0; index < Math.Min(items.Count, limit); index++)
            {
                write(json, items[index]);
            }

            json.WriteEndArray();
        }) with
        {
            Warnings = items.Count > limit ? Truncated : [],
        };

    private bool TryRead(
        ApiRequest request,
        out int limit,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ISeriesReader? reader,
        out IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out ApiAnswer? failure)
    {
        reader = null;
        selectors = [];
        var parameters = request.Parameters;
        if (!parameters.TryLimit("limit", out limit, out failure)
            || !parameters.TryTime("start", TimestampMs.MinValue, out var start, out failure)
            || !parameters.TryTime("end", TimestampMs.MaxValue, out var end, out failure)
            || !parameters.TrySelectors(out selectors, out failure))
        {
            return false;
        }

        reader = source.Open(start, end);
        return true;
    }
}
