using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Server.Flags;

/// <summary>
/// What <c>--enable-feature</c> turns on: names, several of them separated by commas. As in Prometheus, one that is not
/// known does not keep the server from starting; <see cref="Remarks"/> says so. Immutable.
/// </summary>
internal sealed class EnabledFeatures
{
    private const string ExemplarStorage = "exemplar-storage";
    private const string DelayedNameRemoval = "promql-delayed-name-removal";
    private const string TypeAndUnitLabels = "type-and-unit-labels";
    private const string PerStepStatistics = "promql-per-step-stats";
    private const string ExperimentalFunctions = "promql-experimental-functions";
    private const string ExtendedRangeSelectors = "promql-extended-range-selectors";
    private const string FillModifiers = "promql-binop-fill-modifiers";

    private static readonly string[] Known =
    [
        ExemplarStorage, DelayedNameRemoval, TypeAndUnitLabels, PerStepStatistics, ExperimentalFunctions,
        ExtendedRangeSelectors, FillModifiers,
    ];

    // Names of the original that change nothing here, with what there is to say.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["native-histograms"] = "has no effect: set `scrape_native_histograms: true` in the configuration",
        ["expand-external-labels"] = "has no effect: external labels are always expanded",
        ["promql-at-modifier"] = "has no effect: it is always on",
        ["promql-negative-offset"] = "has no effect: it is always on",
        ["remote-write-receiver"] = "has no effect: use `--web.enable-remote-write-receiver`",
    };

    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly HashSet<string> names;

    internal EnabledFeatures(FlagValues flags) =>
        names = [.. flags.All(PrometheusFlags.EnableFeature).SelectMany(value => value.Split(',', Trimmed))];

    /// <summary>What was named.</summary>
    internal IReadOnlySet<string> Names => names;

    /// <summary>The parts of PromQL that are allowed.</summary>
    internal PromQLFeatures Language => new()
    {
        ExperimentalFunctions = names.Contains(ExperimentalFunctions),
        ExtendedRangeSelectors = names.Contains(ExtendedRangeSelectors),
        FillModifiers = names.Contains(FillModifiers),
    };

    /// <summary>Whether exemplars are kept.</summary>
    internal bool KeepsExemplars => names.Contains(ExemplarStorage);

    /// <summary>Whether type and unit of a metric become labels of its series.</summary>
    internal bool AddsTypeAndUnitLabels => names.Contains(TypeAndUnitLabels);

    /// <summary>
    /// What the operator should know about names that change nothing here, a line each: what Prometheus has and Belfry
    /// has not, or typing errors.
    /// </summary>
    internal IReadOnlyList<string> Remarks =>
    [
        .. names.Except(Known)
            .Order(StringComparer.Ordinal)
            .Select(name => $"feature `{name}` "
                + Others.GetValueOrDefault(name, "is not known to this version and changes nothing")),
    ];

    /// <summary>The engine's settings with what is turned on.</summary>
    internal QueryEngineOptions Apply(QueryEngineOptions options) => options with
    {
        Features = Language,
        DelayedNameRemoval = names.Contains(DelayedNameRemoval),
        TypeAndUnitLabels = names.Contains(TypeAndUnitLabels),
        PerStepStatistics = names.Contains(PerStepStatistics),
    };
}
