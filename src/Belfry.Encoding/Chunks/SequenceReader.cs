using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>The parts of a sequence's bytes behind the header, in order. Never reads beyond the span.</summary>
internal ref struct SequenceReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> source = source;

    /// <summary>The bytes that were read.</summary>
    internal int LengthBytes { get; private set; }

    private readonly ReadOnlySpan<byte> Rest => source[LengthBytes..];

    internal bool TryReadLine(int header, out SequenceLine line)
    {
        var order = (SequenceOrder)(header & SequenceHeader.OrderMask);
        var isDivided = (header & SequenceHeader.Divided) != 0;
        long first = 0, slope = 0;
        ulong divisor = 1;
        line = default;
        if ((order != SequenceOrder.Plain || isDivided) && !TryReadVarint(out first))
        {
            return false;
        }

        if (isDivided && (!TryReadUvarint(out divisor) || divisor < 2))
        {
            return false;
        }

        if (order == SequenceOrder.DeltaOfDelta && !TryReadVarint(out slope))
        {
            return false;
        }

        if (order == SequenceOrder.Line)
        {
            if (!TryReadUvarint(out var rise))
            {
                return false;
            }

            slope = (long)rise;
        }

        line = new SequenceLine(first, slope, (long)divisor);
        return true;
    }

    /// <summary>Fills <paramref name="residuals"/> from bins and outliers.</summary>
    internal bool TryReadResiduals(int header, Span<long> residuals)
    {
        if (residuals.IsEmpty || !TryReadBins(header, out var bins))
        {
            return false;
        }

        var outliers = Rest;
        if ((header & SequenceHeader.Outliers) != 0 && !TryPatch(residuals.Length, [], 0))
        {
            return false;
        }

        outliers = outliers[..^Rest.Length];
        var classBytes = ((residuals.Length * bins.ClassBits) + 7) >> 3;
        if (classBytes > Rest.Length)
        {
            return false;
        }

        var classes = Rest[..classBytes];
        var distances = Rest[classBytes..];
        var bits = BinUnpacker.MeasureBits(classes, bins, residuals.Length);
        if (bits < 0 || (bits + 7) >> 3 > distances.Length)
        {
            return false;
        }

        BinUnpacker.Read(classes, distances, bins, residuals);
        LengthBytes += classBytes + (int)((bits + 7) >> 3);
        return outliers.IsEmpty || new SequenceReader(outliers).TryPatch(residuals.Length, residuals, bins.Bases[0]);
    }

    private bool TryReadBins(int header, out PackedBins bins)
    {
        bins = default;
        var count = ((header >> SequenceHeader.BinsShift) & 3) + 1;
        if (!TryReadVarint(out var first))
        {
            return false;
        }

        for (var bin = 0; bin < count; bin++)
        {
            if (Rest.IsEmpty)
            {
                return false;
            }

            int described = Rest[0];
            LengthBytes++;
            var width = described & BinByte.WidthMask;
            if (width > PackedBins.WidthMax || described >= BinByte.End || (bin == 0 && described != width))
            {
                return false;
            }

            if (bin > 0 && !TryReadBase(described, bins, ref first))
            {
                return false;
            }

            bins.Add(first, width);
        }

        return true;
    }

    private bool TryReadBase(int described, in PackedBins bins, ref long first)
    {
        var gap = 1ul << (int)bins.Widths[bins.Count - 1];
        if ((described & BinByte.Apart) != 0 && !TryReadUvarint(out gap))
        {
            return false;
        }

        first = unchecked(first + (long)gap);
        return true;
    }

    // The list of outliers is written into the residuals; without residuals it is only walked.
    private bool TryPatch(int count, Span<long> residuals, long origin)
    {
        if (!TryReadUvarint(out var outliers) || outliers > (ulong)count)
        {
            return false;
        }

        var place = -1L;
        for (; outliers > 0; outliers--)
        {
            if (!TryReadUvarint(out var gap) || gap >= (ulong)(count - place - 1) || !TryReadVarint(out var distance))
            {
                return false;
            }

            place += (long)gap + 1;
            if (!residuals.IsEmpty)
            {
                residuals[(int)place] = unchecked(origin + distance);
            }
        }

        return true;
    }

    private bool TryReadVarint(out long value)
    {
        var isRead = TryReadUvarint(out var zigzag);
        value = Zigzag.Decode(zigzag);
        return isRead;
    }

    private bool TryReadUvarint(out ulong value)
    {
        var isRead = Uvarint.TryRead(Rest, out value, out var lengthBytes);
        LengthBytes += lengthBytes;
        return isRead;
    }
}
