using System.Numerics;

namespace Belfry.Encoding.Zstd;

/// <summary>
/// The decoding table of a finite state entropy code: for each state its symbol, and how the next state is read.
/// Immutable. Source: RFC 8878, section 4.1.
/// </summary>
internal sealed class ZstdStates
{
    private readonly byte[] symbols;
    private readonly byte[] bitCounts;
    private readonly ushort[] bases;

    private ZstdStates(int accuracy)
    {
        Accuracy = accuracy;
        symbols = new byte[1 << accuracy];
        bitCounts = new byte[1 << accuracy];
        bases = new ushort[1 << accuracy];
    }

    /// <summary>The number of bits of the first state.</summary>
    internal int Accuracy { get; }

    /// <summary>A code of one symbol that takes no bits.</summary>
    internal static ZstdStates Single(byte symbol)
    {
        var states = new ZstdStates(0);
        states.symbols[0] = symbol;
        return states;
    }

    /// <summary>
    /// Reads the description of a code at the start of <paramref name="bytes"/>. False when it is none, or has symbols
    /// or a size beyond the limits.
    /// </summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> bytes, int accuracyMax, int symbolMax, out ZstdStates states, out int usedBytes)
    {
        states = Single(0);
        var reader = new ZstdForwardBits(bytes);
        var accuracy = (int)reader.Read(4) + 5;
        Span<short> shares = stackalloc short[symbolMax + 1];
        var count = 0;
        var isWhole = accuracy <= accuracyMax && TryReadShares(ref reader, 1 << accuracy, shares, out count);
        usedBytes = reader.UsedBytes;
        return isWhole && !reader.IsOverrun && TryBuild(accuracy, shares[..count], out states);
    }

    /// <summary>
    /// Makes the table from the share of each symbol in the states; -1 is less than one. False when they do not add up.
    /// </summary>
    internal static bool TryBuild(int accuracy, ReadOnlySpan<short> shares, out ZstdStates states)
    {
        states = new ZstdStates(accuracy);
        var size = 1 << accuracy;
        Span<int> next = stackalloc int[shares.Length];
        var high = size;
        for (var symbol = 0; symbol < shares.Length; symbol++)
        {
            next[symbol] = Math.Abs((int)shares[symbol]);
            if (shares[symbol] == -1)
            {
                states.symbols[--high] = (byte)symbol;
            }
        }

        // Symbols are spread by a step that visits every place once.
        var place = 0;
        for (var symbol = 0; symbol < shares.Length; symbol++)
        {
            for (var count = 0; count < shares[symbol]; count++)
            {
                states.symbols[place] = (byte)symbol;
                do
                {
                    place = (place + (size >> 1) + (size >> 3) + 3) & (size - 1);
                }
                while (place >= high);
            }
        }

        for (var state = 0; state < size; state++)
        {
            var value = next[states.symbols[state]]++;
            var bitCount = accuracy - BitOperations.Log2((uint)value);
            states.bitCounts[state] = (byte)bitCount;
            states.bases[state] = (ushort)((value << bitCount) - size);
        }

        return place == 0;
    }

    internal byte Symbol(int state) => symbols[state];

    internal int First(ref ZstdBackwardBits bits) => (int)bits.Read(Accuracy);

    internal int Next(int state, ref ZstdBackwardBits bits) => bases[state] + (int)bits.Read(bitCounts[state]);

    private static bool TryReadShares(
        ref ZstdForwardBits reader, int remaining, scoped Span<short> shares, out int count)
    {
        var symbol = 0;
        while (remaining > 0 && symbol < shares.Length)
        {
            // The largest numbers that can still come take one bit less.
            var bitCount = BitOperations.Log2((uint)remaining + 1) + 1;
            var value = (int)reader.Read(bitCount);
            var lowMask = (1 << (bitCount - 1)) - 1;
            var spare = (1 << bitCount) - 1 - (remaining + 1);
            if ((value & lowMask) < spare)
            {
                reader.Unread(1);
                value &= lowMask;
            }
            else if (value > lowMask)
            {
                value -= spare;
            }

            var share = value - 1;
            remaining -= Math.Abs(share);
            shares[symbol++] = (short)share;
            for (var repeat = share == 0 ? 3 : 0; repeat == 3;)
            {
                repeat = (int)reader.Read(2);
                symbol += repeat;
            }

            if (symbol > shares.Length || reader.IsOverrun)
            {
                break;
            }
        }

        count = Math.Min(symbol, shares.Length);
        return remaining == 0 && symbol <= shares.Length;
    }
}
