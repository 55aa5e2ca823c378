using System.Runtime.Intrinsics;
using Belfry.Model;
using Belfry.Query.Functions;

namespace Belfry.Query.Engine;

/// <summary><c>sum</c>, compensated.</summary>
internal sealed class SumAccumulator(int groups, int steps) : TotalAccumulator(groups, steps, isAverage: false)
{
    private readonly double[] lost = new double[groups * steps];

    /// <inheritdoc/>
    private protected override void AddFloats(int group, ReadOnlySpan<double> values)
    {
        var sums = Cells.AsSpan(group * Steps, Steps);
        var rests = lost.AsSpan(group * Steps, Steps);
        var vectorised = Vector256.IsHardwareAccelerated ? AddVectors(sums, rests, values) : 0;
        AddScalars(sums[vectorised..], rests[vectorised..], values[vectorised..]);
    }

    /// <summary>Adds value by value: the definition that <see cref="AddVectors"/> is held against.</summary>
    internal static void AddScalars(Span<double> sums, Span<double> rests, ReadOnlySpan<double> values)
    {
        for (var step = 0; step < values.Length; step++)
        {
            var value = values[step];
            if (Presence.IsAbsent(value))
            {
                continue;
            }

            if (Presence.IsAbsent(sums[step]))
            {
                sums[step] = value;
            }
            else
            {
                CompensatedSum.Add(ref sums[step], ref rests[step], value);
            }
        }
    }

    /// <summary>The same for as many whole vectors as there are, bit for bit; how many values were added.</summary>
    internal static int AddVectors(Span<double> sums, Span<double> rests, ReadOnlySpan<double> values)
    {
        var absent = Vector256.Create(StaleMarker.Bits);
        var infinity = Vector256.Create(double.PositiveInfinity);
        var step = 0;
        for (; step <= values.Length - Vector256<double>.Count; step += Vector256<double>.Count)
        {
            var value = Vector256.Create(values[step..]);
            var sum = Vector256.Create<double>(sums[step..]);
            var rest = Vector256.Create<double>(rests[step..]);
            var isValueAbsent = Vector256.Equals(value.AsInt64(), absent).AsDouble();
            var isSumAbsent = Vector256.Equals(sum.AsInt64(), absent).AsDouble();
            var total = sum + value;
            var isSumLarger = Vector256.GreaterThanOrEqual(Vector256.Abs(sum), Vector256.Abs(value));
            var lostNow = Vector256.ConditionalSelect(isSumLarger, (sum - total) + value, (value - total) + sum);
            var isInfinite = Vector256.Equals(Vector256.Abs(total), infinity);
            var newRest = Vector256.AndNot(rest + lostNow, isInfinite);
            var newSum = Vector256.ConditionalSelect(isSumAbsent, value, total);
            newRest = Vector256.ConditionalSelect(isSumAbsent, rest, newRest);
            Vector256.ConditionalSelect(isValueAbsent, sum, newSum).CopyTo(sums[step..]);
            Vector256.ConditionalSelect(isValueAbsent, rest, newRest).CopyTo(rests[step..]);
        }

        return step;
    }

    /// <inheritdoc/>
    private protected override void FinishFloats(int group, Span<double> values)
    {
        var sums = Cells.AsSpan(group * Steps, Steps);
        var rests = lost.AsSpan(group * Steps, Steps);
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = Presence.IsAbsent(sums[step]) ? Presence.Absent : sums[step] + rests[step];
        }
    }
}
