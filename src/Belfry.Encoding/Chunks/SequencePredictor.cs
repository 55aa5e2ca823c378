namespace Belfry.Encoding.Chunks;

/// <summary>Chooses how a sequence is predicted, and makes its residuals.</summary>
internal static class SequencePredictor
{
    private const int Probes = 9;

    /// <summary>
    /// The order whose residuals lie closest to their middle, by the sum of the bits of the distances: robust against a
    /// few that lie far away. <paramref name="numbers"/>[n], n ≥ 3.
    /// </summary>
    internal static SequenceOrder Choose(ReadOnlySpan<long> numbers, bool mayBeLine, out long slope)
    {
        Span<long> middles = stackalloc long[3];
        for (var order = 0; order < middles.Length; order++)
        {
            middles[order] = Middle(numbers, order);
        }

        long plain = 0, delta = 0, deltaOfDelta = 0, line = 0;
        slope = middles[1];
        long before = numbers[0], deltaBefore = middles[1];
        var point = before;
        foreach (var number in numbers)
        {
            var difference = unchecked(number - before);
            plain += BitsOf(unchecked(number - middles[0]));
            delta += BitsOf(unchecked(difference - middles[1]));
            deltaOfDelta += BitsOf(unchecked(difference - deltaBefore - middles[2]));
            line += BitsOf(unchecked(number - point));
            point = unchecked(point + slope);
            before = number;
            deltaBefore = difference;
        }

        if (mayBeLine && slope >= 0 && line <= Math.Min(delta, deltaOfDelta))
        {
            return SequenceOrder.Line;
        }

        return plain <= Math.Min(delta, deltaOfDelta) ? SequenceOrder.Plain
            : delta <= deltaOfDelta ? SequenceOrder.Delta : SequenceOrder.DeltaOfDelta;
    }

    /// <summary>Writes the residuals; returns how many there are.</summary>
    internal static int Apply(SequenceOrder order, long slope, ReadOnlySpan<long> numbers, Span<long> residuals)
    {
        var skipped = PackedSequence.Skipped(order);
        for (var index = skipped; index < numbers.Length; index++)
        {
            residuals[index - skipped] = unchecked(order switch
            {
                SequenceOrder.Plain => numbers[index],
                SequenceOrder.Delta => numbers[index] - numbers[index - 1],
                SequenceOrder.DeltaOfDelta => numbers[index] - (2 * numbers[index - 1]) + numbers[index - 2],
                _ => numbers[index] - numbers[0] - (slope * index),
            });
        }

        return Math.Max(0, numbers.Length - skipped);
    }

    /// <summary>The greatest number that divides all differences; 1 when they are all zero.</summary>
    internal static long Divisor(ReadOnlySpan<long> numbers)
    {
        var divisor = 0ul;
        foreach (var number in numbers)
        {
            var difference = unchecked(number - numbers[0]);
            var rest = unchecked((ulong)(difference < 0 ? -difference : difference));
            while (rest != 0)
            {
                (divisor, rest) = divisor == 0 ? (rest, 0) : (rest, divisor % rest);
            }

            if (divisor == 1)
            {
                return 1;
            }
        }

        return divisor is 0 or > long.MaxValue ? 1 : (long)divisor;
    }

    private static int BitsOf(long distance) => PackedBins.WidthOf((ulong)(distance ^ (distance >> 63)));

    private static long Middle(ReadOnlySpan<long> numbers, int order)
    {
        Span<long> probes = stackalloc long[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            var index = order + ((numbers.Length - 1 - order) * probe / (Probes - 1));
            probes[probe] = unchecked(order switch
            {
                0 => numbers[index],
                1 => numbers[index] - numbers[index - 1],
                _ => numbers[index] - (2 * numbers[index - 1]) + numbers[index - 2],
            });
        }

        probes.Sort();
        return probes[Probes / 2];
    }
}
