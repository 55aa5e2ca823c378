using System.Numerics;
using System.Runtime.CompilerServices;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Up to four ranges of integers, rising by their first number: bin b holds <c>Bases[b]</c> to
/// <c>Bases[b] + 2^Widths[b] - 1</c>. A number is written as its bin and its distance from the bin's base. The default
/// value has no bin.
/// </summary>
internal struct PackedBins
{
    /// <summary>The most bins that a sequence has.</summary>
    internal const int CountMax = 4;

    /// <summary>The widest bin: eight bytes that start anywhere in a byte hold that many bits whole.</summary>
    internal const int WidthMax = 56;

    internal FourNumbers Bases;
    internal FourNumbers Widths;

    /// <summary>The number of bins in use: 1 to 4.</summary>
    internal int Count;

    /// <summary>The bits that tell a number's bin: 0, 1 or 2.</summary>
    internal readonly int ClassBits => ClassBitsOf(Count);

    internal static int ClassBitsOf(int count) => count > 2 ? 2 : count - 1;

    /// <summary>The bits that tell numbers 0 to <paramref name="range"/> apart.</summary>
    internal static int WidthOf(ulong range) => 64 - BitOperations.LeadingZeroCount(range);

    internal void Add(long first, int width)
    {
        Bases[Count] = first;
        Widths[Count] = width;
        Count++;
    }

    /// <summary>The bin that would hold a number, were it wide enough; 0 for a number below all bins.</summary>
    internal readonly int ClassOf(long number)
    {
        var found = 0;
        for (var bin = 1; bin < Count; bin++)
        {
            found += number >= Bases[bin] ? 1 : 0;
        }

        return found;
    }

    /// <summary>Four numbers, one a bin.</summary>
    [InlineArray(CountMax)]
    internal struct FourNumbers
    {
        private long first;
    }
}
