using System.Globalization;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// Quantiles of classic buckets whose counts fall, by rounding or in earnest: the values, and whether it is remarked.
/// The table names its inputs, which are these. Counts that only rounding changed are evened out without a word, so
/// that of <c>expectedFixed</c> only the values tell.
/// </summary>
internal sealed class ForcedMonotonicitySuite : IConformanceSuite
{
    private const double Tolerance = 1e-12;
    private const string Remark = "needed to be fixed for monotonicity";

    private static readonly double[] Simple = [10, 15, 20, 30];
    private static readonly double[] Real = [1, 5, 10, 25, 50, 64, 80, 100, 250, 1000];
    private static readonly double[] Fine =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100];

    // Bounds, and counts with that of the infinite bucket.
    private static readonly Dictionary<string, (double[] Bounds, double[] Counts)> Inputs = new(StringComparer.Ordinal)
    {
        ["simple - monotonic"] = (Simple,
            [10, 15, 15, 15, 15]),
        ["simple - non-monotonic middle"] = (Simple,
            [10, 15, 15.00000000001, 15, 15]),
        ["real example - monotonic"] = (Real,
            [6454661.3014166197, 8339611.2001912938, 14118319.2444762159, 14130031.5272856522, 46001270.3030008152,
            46008473.8585563600, 46008473.8585563600, 46008473.8585563600, 46008473.8585563600,
            46008473.8585563600, 46008473.8585563600]),
        ["real example - non-monotonic"] = (Real,
            [6454661.3014166225, 8339611.2001912957, 14118319.2444762159, 14130031.5272856504, 46001270.3030008227,
            46008473.8585563824, 46008473.8585563898, 46008473.8585563824, 46008473.8585563824,
            46008473.8585563898, 46008473.8585563824]),
        ["real example 2 - monotonic"] = (Fine,
            [9.6, 9.688888889, 9.755555556, 9.844444444, 9.888888889, 9.888888889, 9.888888889, 9.888888889,
            9.888888889, 9.888888889, 9.888888889, 9.888888889, 9.888888889, 9.888888889, 9.888888889]),
        ["real example 2 - non-monotonic"] = (Fine,
            [9.6, 9.688888889, 9.755555556, 9.844444444, 9.888888889, 9.888888889, 9.888888889, 9.888888889,
            9.888888889, 9.888888889, 9.888888889001, 9.888888889, 9.888888888999, 9.888888889, 9.888888889]),
    };

    /// <inheritdoc/>
    public string Pattern => "promql/engine/bucket_quantile_forced_monotonicity.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, row =>
    {
        var name = row.GetProperty("name").GetString()!;
        if (!Inputs.TryGetValue(name, out var input))
        {
            return $"{name}: no such input";
        }

        var store = Store(input.Bounds, input.Counts);
        var isForced = row.GetProperty("expectedForced").GetBoolean();
        return row.GetProperty("expectedValues").EnumerateObject()
            .Select(pair => Check(store, pair.Name, pair.Value.GetDouble(), isForced))
            .FirstOrDefault(complaint => complaint is not null) is { } complaint ? $"{name}: {complaint}" : null;
    });

    private static MemorySeriesSource Store(double[] bounds, double[] counts)
    {
        var store = new MemorySeriesSource();
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var bound = bucket < bounds.Length ? bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
            store.AddAll(Labels.From(("__name__", "b_bucket"), ("le", bound)), 0, 1000, [counts[bucket]]);
        }

        return store;
    }

    private static string? Check(MemorySeriesSource store, string quantile, double expected, bool isForced)
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
        var request = QueryRequest.Instant($"histogram_quantile({quantile}, b_bucket)", new TimestampMs(0));
        var result = engine.Evaluate(request, CancellationToken.None);
        var value = ((VectorValue)result.Value!).Samples[0].Value;
        var isRemarked = result.Infos.Any(info => info.Contains(Remark, StringComparison.Ordinal));
        return Math.Abs(value - expected) <= Tolerance * Math.Abs(expected) && isRemarked == isForced
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{quantile}: {value}, {isRemarked}, expected {expected}");
    }
}
