using System.Collections.Frozen;

namespace Belfry.Query.Functions;

/// <summary>The functions of range vectors by name.</summary>
internal static class RangeFunctions
{
    private static readonly FrozenDictionary<string, RangeFunction> Functions = new Dictionary<string, RangeFunction>
    {
        ["rate"] = new ExtrapolatedRate(isCounter: true, isRate: true),
        ["increase"] = new ExtrapolatedRate(isCounter: true, isRate: false),
        ["delta"] = new ExtrapolatedRate(isCounter: false, isRate: false),
        ["irate"] = new InstantRate(isRate: true),
        ["idelta"] = new InstantRate(isRate: false),
        ["changes"] = new OverTime<Reductions.Changes>(),
        ["resets"] = new OverTime<Reductions.Resets>(),
        ["sum_over_time"] = new OverTime<Reductions.Sum>(),
        ["avg_over_time"] = new OverTime<Reductions.Average>(),
        ["min_over_time"] = new OverTime<Reductions.Min>(),
        ["max_over_time"] = new OverTime<Reductions.Max>(),
        ["count_over_time"] = new OverTime<Reductions.Count>(),
        ["last_over_time"] = new OverTime<Reductions.Last>(),
        ["first_over_time"] = new OverTime<Reductions.First>(),
        ["present_over_time"] = new OverTime<Reductions.Present>(),
        ["stddev_over_time"] = new OverTime<Reductions.Deviation>(),
        ["stdvar_over_time"] = new OverTime<Reductions.Variance>(),
        ["mad_over_time"] = new OverTime<Reductions.MedianDeviation>(),
        ["quantile_over_time"] = new QuantileOverTime(),
        ["deriv"] = new Regression(isPrediction: false),
        ["predict_linear"] = new Regression(isPrediction: true),
        ["ts_of_first_over_time"] = new TimeOfSample(SampleChoice.First),
        ["ts_of_last_over_time"] = new TimeOfSample(SampleChoice.Last),
        ["ts_of_max_over_time"] = new TimeOfSample(SampleChoice.Max),
        ["ts_of_min_over_time"] = new TimeOfSample(SampleChoice.Min),
        ["double_exponential_smoothing"] = new DoubleExponentialSmoothing(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static bool TryFind(string name, out RangeFunction? function) => Functions.TryGetValue(name, out function);

    /// <summary>True for the functions that pick a sample and so keep its metric's name.</summary>
    internal static bool KeepsName(string name) => name is "last_over_time" or "first_over_time";
}
