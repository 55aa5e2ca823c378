using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>Bins for given residuals, with the exact cost of them, and the writing of the residuals into
/// them.</summary>
internal struct BinPacking
{
    internal PackedBins Bins;

    /// <summary>The number of residuals that are in no bin.</summary>
    internal int Outliers;

    private const long UnusableBits = 1_024;

    private int outlierBytes;
    private int classBytes;
    private long distanceBits;

    /// <summary>The bytes of the list of outliers, classes and distances.</summary>
    internal readonly int SizeBytes =>
        (Outliers == 0 ? 0 : Uvarint.LengthBytes((ulong)Outliers) + outlierBytes)
        + classBytes + (int)((distanceBits + 7) >> 3);

    internal static BinPacking Choose(ReadOnlySpan<long> residuals)
    {
        long least = residuals[0], most = residuals[0];
        foreach (var residual in residuals)
        {
            least = Math.Min(least, residual);
            most = Math.Max(most, residual);
        }

        var whole = default(BinPacking);
        var width = PackedBins.WidthOf(unchecked((ulong)most - (ulong)least));
        whole.Bins.Add(least, width);

        // A range that no bin holds is made dearer than the numbers as they are, which are then written.
        whole.distanceBits = (long)residuals.Length * width;
        whole.distanceBits += width <= PackedBins.WidthMax ? 0 : UnusableBits + (8L * residuals.Length);
        if (!BinSearch.TryCut(residuals, least, most, out var bins))
        {
            return whole;
        }

        var cut = new BinPacking { Bins = bins };
        cut.Measure(residuals);
        Span<byte> head = stackalloc byte[64];
        return cut.SizeBytes + cut.WriteBins(head) < whole.SizeBytes + whole.WriteBins(head) ? cut : whole;
    }

    /// <summary>Writes base and bins, at most 44 bytes.</summary>
    internal readonly int WriteBins(Span<byte> destination)
    {
        var length = Uvarint.Write(destination, Zigzag.Encode(Bins.Bases[0]));
        destination[length++] = (byte)Bins.Widths[0];
        for (var bin = 1; bin < Bins.Count; bin++)
        {
            var gap = unchecked((ulong)Bins.Bases[bin] - (ulong)Bins.Bases[bin - 1]);
            var isApart = gap != 1ul << (int)Bins.Widths[bin - 1];
            destination[length++] = (byte)(Bins.Widths[bin] | (isApart ? BinByte.Apart : 0L));
            length += isApart ? Uvarint.Write(destination[length..], gap) : 0;
        }

        return length;
    }

    /// <summary>Writes <see cref="SizeBytes"/> bytes, and up to eight of no meaning behind them.</summary>
    internal readonly int Write(ReadOnlySpan<long> residuals, Span<byte> destination)
    {
        var length = Outliers == 0 ? 0 : WriteOutliers(residuals, destination);
        WriteClasses(residuals, destination[length..]);
        WriteDistances(residuals, destination[(length + classBytes)..]);
        return SizeBytes;
    }

    private void Measure(ReadOnlySpan<long> residuals)
    {
        var next = 0;
        for (var index = 0; index < residuals.Length; index++)
        {
            var bin = Bins.ClassOf(residuals[index]);
            if (IsIn(bin, residuals[index]))
            {
                distanceBits += Bins.Widths[bin];
                continue;
            }

            // Its place in the bins is taken by the first bin's base.
            distanceBits += Bins.Widths[0];
            Outliers++;
            outlierBytes += Uvarint.LengthBytes((ulong)(index - next))
                + Uvarint.LengthBytes(Distance(residuals[index]));
            next = index + 1;
        }

        classBytes = ((residuals.Length * Bins.ClassBits) + 7) >> 3;
    }

    private readonly bool IsIn(int bin, long residual) =>
        unchecked((ulong)residual - (ulong)Bins.Bases[bin]) >> (int)Bins.Widths[bin] == 0;

    private readonly ulong Distance(long residual) => Zigzag.Encode(unchecked(residual - Bins.Bases[0]));

    private readonly int WriteOutliers(ReadOnlySpan<long> residuals, Span<byte> destination)
    {
        var length = Uvarint.Write(destination, (ulong)Outliers);
        var next = 0;
        for (var index = 0; index < residuals.Length; index++)
        {
            if (!IsIn(Bins.ClassOf(residuals[index]), residuals[index]))
            {
                length += Uvarint.Write(destination[length..], (ulong)(index - next));
                length += Uvarint.Write(destination[length..], Distance(residuals[index]));
                next = index + 1;
            }
        }

        return length;
    }

    private readonly int ClassFor(long residual)
    {
        var bin = Bins.ClassOf(residual);
        return IsIn(bin, residual) ? bin : 0;
    }

    private readonly void WriteClasses(ReadOnlySpan<long> residuals, Span<byte> destination)
    {
        var classBits = Bins.ClassBits;
        if (classBits == 0)
        {
            return;
        }

        var each = 8 / classBits;
        for (var index = 0; index < residuals.Length; index += each)
        {
            var octet = 0;
            var group = residuals[index..Math.Min(index + each, residuals.Length)];
            for (var place = 0; place < group.Length; place++)
            {
                octet |= ClassFor(group[place]) << (place * classBits);
            }

            destination[index / each] = (byte)octet;
        }
    }

    private readonly void WriteDistances(ReadOnlySpan<long> residuals, Span<byte> destination)
    {
        ulong word = 0;
        var used = 0;
        var offset = 0;
        foreach (var residual in residuals)
        {
            var bin = Bins.ClassOf(residual);
            var width = (int)Bins.Widths[bin];
            var distance = unchecked((ulong)residual - (ulong)Bins.Bases[bin]);
            if (distance >> width != 0)
            {
                distance = 0;
                width = (int)Bins.Widths[0];
            }

            word |= distance << used;
            used += width;
            if (used >= 64)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], word);
                offset += 8;
                used -= 64;
                word = distance >> (width - used);
            }
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[offset..], word);
    }
}
