using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Query.Checking;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary>What the store and the targets know of metrics, for advice on queries.</summary>
internal sealed class MetricCatalog(ISeriesSource series, ScrapeService scrapes)
{
    private static readonly string[] Endings = ["_bucket", "_count", "_sum", "_total"];

    /// <summary>The names as of now; the types as far as targets that are up declared them.</summary>
    internal IMetricCatalog Read(CancellationToken cancellationToken)
    {
        using var reader = series.Open(new TimestampMs(long.MinValue), new TimestampMs(long.MaxValue));
        var names = reader.LabelValues(LabelNames.MetricName, [], cancellationToken);
        return new Known(names.ToHashSet(StringComparer.Ordinal), scrapes);
    }

    private sealed class Known(HashSet<string> names, ScrapeService scrapes) : IMetricCatalog
    {
        public IReadOnlyCollection<string> Names => names;

        public MetricType? TypeOf(string name)
        {
            if (Declared(name) is { } type)
            {
                return type;
            }

            // Histograms and summaries are declared without the endings of their series, which are all counters.
            var ending = Endings.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal));
            return ending is not null && Declared(name[..^ending.Length]) is not null ? MetricType.Counter : null;
        }

        private MetricType? Declared(string name)
        {
            var types = scrapes.Metadata(name).Select(entry => entry.Metadata.Type).Distinct().ToList();
            return types is [var only] && only != MetricType.Unknown ? only : null;
        }
    }
}
