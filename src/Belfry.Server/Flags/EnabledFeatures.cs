using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Server.Flags;

/// <summary>What <c>--enable-feature</c> turns on: names, several of them separated by commas. Immutable.</summary>
internal sealed class EnabledFeatures
{
    private const string DelayedNameRemoval = "promql-delayed-name-removal";
    private const string TypeAndUnitLabels = "type-and-unit-labels";
    private const string PerStepStatistics = "promql-per-step-stats";
    private const string ExperimentalFunctions = "promql-experimental-functions";
    private const string ExtendedRangeSelectors = "promql-extended-range-selectors";
    private const string FillModifiers = "promql-binop-fill-modifiers";

    private static readonly string[] Known =
    [
        DelayedNameRemoval, TypeAndUnitLabels, PerStepStatistics, ExperimentalFunctions, ExtendedRangeSelectors,
        FillModifiers,
    ];

    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly HashSet<string> names;

    internal EnabledFeatures(FlagValues flags) =>
        names = [.. flags.All(PrometheusFlags.EnableFeature).SelectMany(value => value.Split(',', Trimmed))];

    /// <summary>The parts of PromQL that are allowed.</summary>
    internal PromQLFeatures Language => new()
    {
        ExperimentalFunctions = names.Contains(ExperimentalFunctions),
        ExtendedRangeSelectors = names.Contains(ExtendedRangeSelectors),
        FillModifiers = names.Contains(FillModifiers),
    };

    /// <summary>
    /// Names that change nothing here, sorted: what Prometheus has and Belfry has not, or typing errors.
    /// </summary>
    internal IReadOnlyList<string> WithoutEffect => [.. names.Except(Known).Order(StringComparer.Ordinal)];

    /// <summary>The engine's settings with what is turned on.</summary>
    internal QueryEngineOptions Apply(QueryEngineOptions options) => options with
    {
        Features = Language,
        DelayedNameRemoval = names.Contains(DelayedNameRemoval),
        TypeAndUnitLabels = names.Contains(TypeAndUnitLabels),
        PerStepStatistics = names.Contains(PerStepStatistics),
    };
}
