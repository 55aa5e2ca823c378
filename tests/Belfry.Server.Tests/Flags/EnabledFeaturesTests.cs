using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Server.Flags;
using Xunit;

namespace Belfry.Server.Tests.Flags;

public sealed class EnabledFeaturesTests
{
    [Fact]
    public void Without_the_flag_nothing_is_on()
    {
        var features = Read();

        Assert.Equal(PromQLFeatures.Stable, features.Language);
        Assert.False(features.KeepsExemplars || features.AddsTypeAndUnitLabels);
        Assert.Equal(new QueryEngineOptions(), features.Apply(new QueryEngineOptions()));
        Assert.Empty(features.Remarks);
    }

    [Fact]
    public void Names_stand_behind_commas_and_in_further_flags()
    {
        var features = Read(
            "--enable-feature=promql-experimental-functions,promql-extended-range-selectors",
            "--enable-feature=promql-binop-fill-modifiers, promql-delayed-name-removal",
            "--enable-feature=type-and-unit-labels,promql-per-step-stats,exemplar-storage");

        Assert.Equal(PromQLFeatures.All, features.Language);
        var options = features.Apply(new QueryEngineOptions { MaxSamples = 7 });
        Assert.True(options.DelayedNameRemoval && options.TypeAndUnitLabels && options.PerStepStatistics);
        Assert.Equal((PromQLFeatures.All, 7), (options.Features, options.MaxSamples));
        Assert.True(features is { KeepsExemplars: true, AddsTypeAndUnitLabels: true });
        Assert.Empty(features.Remarks);
    }

    [Fact]
    public void Each_name_turns_on_its_own_part()
    {
        Assert.True(Read("--enable-feature=promql-experimental-functions").Language.ExperimentalFunctions);
        Assert.True(Read("--enable-feature=promql-extended-range-selectors").Language.ExtendedRangeSelectors);
        Assert.True(Read("--enable-feature=promql-binop-fill-modifiers").Language.FillModifiers);
    }

    [Fact]
    public void Other_names_are_told()
    {
        var features = Read("--enable-feature=native-histograms,warp");

        Assert.Equal(
            [
                "feature `native-histograms` has no effect: set `scrape_native_histograms: true` in the configuration",
                "feature `warp` is not known to this version and changes nothing",
            ],
            features.Remarks);
        Assert.Equal(PromQLFeatures.Stable, features.Language);
    }

    private static EnabledFeatures Read(params string[] arguments)
    {
        var flags = FlagParser.Parse(PrometheusFlags.All, arguments, out var errors);
        Assert.Empty(errors);
        return new EnabledFeatures(flags!);
    }
}
