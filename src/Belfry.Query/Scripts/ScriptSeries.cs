using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Scripts;

/// <summary>
/// One series of a script: <c>times[n]</c> rising, <c>values[n]</c>, and since when they count, <c>starts[n]</c>.
/// </summary>
internal sealed class ScriptSeries(Labels labels) : ISelectedSeries
{
    private readonly List<long> times = [];
    private readonly List<ScriptValue> values = [];
    private readonly List<long> starts = [];

    /// <inheritdoc/>
    public Labels Labels { get; } = labels;

    /// <summary>Whether any sample lies in the stretch, both ends inclusive.</summary>
    internal bool HasSamples(long fromMs, long throughMs) => FirstFrom(fromMs) < FirstAfter(throughMs);

    /// <inheritdoc/>
    public void Read(TimestampMs from, TimestampMs through, SampleColumns destination)
    {
        var end = FirstAfter(through.Value);
        for (var index = FirstFrom(from.Value); index < end; index++)
        {
            if (values[index].Histogram is { } histogram)
            {
                destination.Add(times[index], histogram);
            }
            else
            {
                destination.Add(times[index], values[index].Number!.Value);
            }

            destination.SetLastStart(starts[index]);
        }
    }

    /// <summary>Appends a sample; the very last one again is passed over, as by a head.</summary>
    /// <exception cref="ScriptException">There is a later sample, or another one at this time.</exception>
    internal void Append(long timeMs, ScriptValue value, long startMs)
    {
        if (times.Count > 0 && timeMs <= times[^1])
        {
            var isSame = timeMs == times[^1] && IsSame(values[^1], value);
            if (!isSame)
            {
                throw new ScriptException(
                    $"{Labels}: " + (timeMs < times[^1] ? "out of order sample" : "duplicate sample for timestamp"));
            }

            return;
        }

        if (value.Histogram is { } histogram)
        {
            if (!histogram.IsStale && histogram.FindDefect() is { } defect)
            {
                throw new ScriptException($"{Labels}: {defect}");
            }

            value = value with { Histogram = histogram.WithHint(StoredHint(histogram)) };
        }

        times.Add(timeMs);
        values.Add(value);
        starts.Add(startMs);
    }

    private static bool IsSame(ScriptValue left, ScriptValue right) => left.Histogram is { } histogram
        ? histogram.IsIdenticalTo(right.Histogram)
        : right.Number is { } number
            && BitConverter.DoubleToInt64Bits(left.Number!.Value) == BitConverter.DoubleToInt64Bits(number);

    // What a head writes into its chunks: it compares each histogram with the one before it and starts a chunk where
    // they do not go together, of which nothing is known then.
    private CounterResetHint StoredHint(FloatHistogram histogram)
    {
        if (histogram.CounterResetHint is CounterResetHint.Gauge or CounterResetHint.CounterReset)
        {
            return histogram.CounterResetHint;
        }

        var isContinued = values.Count > 0 && values[^1].Histogram is { IsStale: false } before
            && before.CounterResetHint != CounterResetHint.Gauge;
        if (!isContinued)
        {
            return CounterResetHint.Unknown;
        }

        var last = values[^1].Histogram!;
        var isSameFrame = last.Schema == histogram.Schema && last.ZeroThreshold == histogram.ZeroThreshold
            && last.CustomValues.AsSpan().SequenceEqual(histogram.CustomValues);
        return !isSameFrame || histogram.WithHint(CounterResetHint.Unknown).IsResetAfter(last)
            ? CounterResetHint.Unknown
            : CounterResetHint.NotCounterReset;
    }

    private int FirstFrom(long timeMs)
    {
        var index = times.BinarySearch(timeMs);
        return index < 0 ? ~index : index;
    }

    private int FirstAfter(long timeMs) => timeMs == long.MaxValue ? times.Count : FirstFrom(timeMs + 1);
}
