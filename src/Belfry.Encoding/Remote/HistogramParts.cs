using Belfry.Model.Histograms;

namespace Belfry.Encoding.Remote;

/// <summary>
/// The fields of a native histogram while its message is read, whatever their numbers are. The default value is a
/// histogram without observations. Not thread-safe; made into a histogram once.
/// </summary>
internal struct HistogramParts
{
    internal ValueList<BucketSpan> PositiveSpans;
    internal ValueList<BucketSpan> NegativeSpans;
    internal ValueList<long> PositiveDeltas;
    internal ValueList<long> NegativeDeltas;
    internal ValueList<double> PositiveCounts;
    internal ValueList<double> NegativeCounts;
    internal ValueList<double> CustomValues;
    internal CounterResetHint Hint;
    internal int Schema;
    internal double ZeroThreshold;
    internal double Sum;
    internal ulong Count;
    internal ulong ZeroCount;
    internal double CountFloat;
    internal double ZeroCountFloat;

    internal FloatHistogram ToFloat() => new()
    {
        CounterResetHint = Hint,
        Schema = Schema,
        ZeroThreshold = ZeroThreshold,
        ZeroCount = ZeroCountFloat,
        Count = CountFloat,
        Sum = Sum,
        PositiveSpans = PositiveSpans.ToArray(),
        PositiveBuckets = PositiveCounts.ToArray(),
        NegativeSpans = NegativeSpans.ToArray(),
        NegativeBuckets = NegativeCounts.ToArray(),
        CustomValues = CustomValues.ToArray(),
    };

    internal IntegerHistogram ToInteger() => new()
    {
        CounterResetHint = Hint,
        Schema = Schema,
        ZeroThreshold = ZeroThreshold,
        ZeroCount = ZeroCount,
        Count = Count,
        Sum = Sum,
        PositiveSpans = PositiveSpans.ToArray(),
        PositiveDeltas = PositiveDeltas.ToArray(),
        NegativeSpans = NegativeSpans.ToArray(),
        NegativeDeltas = NegativeDeltas.ToArray(),
        CustomValues = CustomValues.ToArray(),
    };
}
