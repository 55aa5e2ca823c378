using System.Numerics;

namespace Belfry.Encoding.Zstd;

/// <summary>The decoding table of literals. Immutable. Source: RFC 8878, section 4.2.</summary>
internal sealed class ZstdHuffman
{
    private const int BitsMax = 11;
    private const int WeightsAccuracyMax = 6;
    private const int WeightMax = 12;
    private const int SymbolsMax = 256;

    private readonly int bitCount;
    private readonly byte[] symbols;
    private readonly byte[] lengths;

    private ZstdHuffman(int bitCount)
    {
        this.bitCount = bitCount;
        symbols = new byte[1 << bitCount];
        lengths = new byte[1 << bitCount];
    }

    /// <summary>Reads the description of a table; false when it is none.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ZstdHuffman table, out int usedBytes)
    {
        table = new ZstdHuffman(0);
        usedBytes = 0;
        if (bytes.IsEmpty)
        {
            return false;
        }

        Span<byte> weights = stackalloc byte[SymbolsMax];
        int count;
        if (bytes[0] >= 128)
        {
            count = bytes[0] - 127;
            usedBytes = 1 + ((count + 1) / 2);
            if (usedBytes > bytes.Length)
            {
                return false;
            }

            for (var index = 0; index < count; index++)
            {
                weights[index] = (byte)((bytes[1 + (index / 2)] >> (index % 2 == 0 ? 4 : 0)) & 15);
            }
        }
        else
        {
            usedBytes = 1 + bytes[0];
            if (usedBytes > bytes.Length || !TryReadWeights(bytes[1..usedBytes], weights, out count))
            {
                return false;
            }
        }

        return TryBuild(weights, count, out table);
    }

    /// <summary>Decodes one stream, which must be exactly as long as its literals.</summary>
    internal bool TryDecode(ReadOnlySpan<byte> stream, Span<byte> literals)
    {
        if (!ZstdBackwardBits.TryOpen(stream, out var bits))
        {
            return false;
        }

        foreach (ref var literal in literals)
        {
            var entry = bits.Peek(bitCount);
            literal = symbols[entry];
            bits.Skip(lengths[entry]);
            if (bits.Remaining < 0)
            {
                return false;
            }
        }

        return bits.Remaining == 0;
    }

    // Two states take turns, until one of them has no bits left for its next.
    private static bool TryReadWeights(ReadOnlySpan<byte> bytes, Span<byte> weights, out int count)
    {
        count = 0;
        if (!ZstdStates.TryRead(bytes, WeightsAccuracyMax, WeightMax, out var states, out var usedBytes)
            || usedBytes > bytes.Length
            || !ZstdBackwardBits.TryOpen(bytes[usedBytes..], out var bits))
        {
            return false;
        }

        var state = states.First(ref bits);
        var other = states.First(ref bits);
        if (bits.Remaining < 0)
        {
            return false;
        }

        while (count < SymbolsMax - 2)
        {
            weights[count++] = states.Symbol(state);
            state = states.Next(state, ref bits);
            if (bits.Remaining < 0)
            {
                weights[count++] = states.Symbol(other);
                return true;
            }

            (state, other) = (other, state);
        }

        return false;
    }

    private static bool TryBuild(Span<byte> weights, int count, out ZstdHuffman table)
    {
        table = new ZstdHuffman(0);
        var sum = 0;
        foreach (var weight in weights[..count])
        {
            if (weight > WeightMax)
            {
                return false;
            }

            sum += (1 << weight) >> 1;
        }

        // The last weight is not written: it fills up the sum to a power of two.
        var bitCount = sum == 0 ? 0 : BitOperations.Log2((uint)sum) + 1;
        var missing = (1 << bitCount) - sum;
        if (bitCount is 0 or > BitsMax || !BitOperations.IsPow2(missing))
        {
            return false;
        }

        weights[count] = (byte)(BitOperations.Log2((uint)missing) + 1);
        table = new ZstdHuffman(bitCount);
        var place = 0;
        for (var weight = 1; weight <= bitCount; weight++)
        {
            for (var symbol = 0; symbol <= count; symbol++)
            {
                if (weights[symbol] == weight)
                {
                    var span = 1 << (weight - 1);
                    table.symbols.AsSpan(place, span).Fill((byte)symbol);
                    table.lengths.AsSpan(place, span).Fill((byte)(bitCount + 1 - weight));
                    place += span;
                }
            }
        }

        return true;
    }
}
