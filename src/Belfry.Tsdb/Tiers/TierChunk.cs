using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// A chunk of windows opened for reading: its directory is checked, its columns are found and are each checked and
/// decoded only when they are asked for. Never throws for what the bytes are. Format: docs/formats/tiers.md.
/// </summary>
internal ref struct TierChunk
{
    // The gaps stand before the columns.
    private const int GapsPlace = 0;
    private const int FirstColumnPlace = 1;

    private readonly ReadOnlySpan<byte> frame;
    private Places places;
    private long firstOrdinal;
    private int placesRead;

    private TierChunk(ReadOnlySpan<byte> frame) => this.frame = frame;

    /// <summary>The number of windows, 1 to 1,024.</summary>
    internal int Count { get; private set; }

    /// <summary>The bytes looked at so far.</summary>
    internal int BytesRead { get; private set; }

    /// <summary>Opens the chunk in a frame; false when its bytes are damaged.</summary>
    internal static bool TryOpen(ReadOnlySpan<byte> frame, out TierChunk chunk)
    {
        chunk = new TierChunk(frame);
        if (frame.Length <= BlockFormat.ChunkFrameSizeBytes || frame[4] != TierFormat.Encoding
            || !Uvarint.TryRead(frame[BlockFormat.ChunkFrameSizeBytes..], out var length, out var used))
        {
            return false;
        }

        var start = BlockFormat.ChunkFrameSizeBytes + used;
        if (length > (ulong)(frame.Length - start))
        {
            return false;
        }

        var end = start + (int)length;
        chunk.BytesRead = end;
        return Crc32C.Compute(frame[4..end]) == BinaryPrimitives.ReadUInt32LittleEndian(frame)
            && chunk.TryReadDirectory(start, end);
    }

    /// <summary>Reads the windows' ends.</summary>
    internal bool TryReadEnds(long resolutionMs, Span<long> endsMs)
    {
        if (!TryReadNumbers(places[GapsPlace], endsMs))
        {
            return false;
        }

        var ordinal = firstOrdinal;
        if (places[GapsPlace] is { Kind: TierFormat.KindConstant, Number: 0 })
        {
            WindowTimes.Fill(endsMs, unchecked(ordinal * resolutionMs), resolutionMs);
            return true;
        }

        for (var index = 0; index < endsMs.Length; index++)
        {
            ordinal = unchecked(ordinal + endsMs[index] + (index == 0 ? 0 : 1));
            endsMs[index] = unchecked(ordinal * resolutionMs);
        }

        return true;
    }

    /// <summary>Reads a column of whole numbers.</summary>
    internal bool TryReadIntegers(
        WindowColumn column, ReadOnlySpan<long> endsMs, long resolutionMs, Span<long> destination)
    {
        if (!TryReadNumbers(places[FirstColumnPlace + (int)column], destination))
        {
            return false;
        }

        if (column == WindowColumn.FirstTime)
        {
            WindowTimes.CountFromStarts(destination, endsMs, resolutionMs);
        }
        else if (column == WindowColumn.LastTime)
        {
            WindowTimes.CountFromEnds(destination, endsMs);
        }

        return true;
    }

    /// <summary>Reads a column of floats; <paramref name="last"/> has the last values, if they were read
    /// already.</summary>
    internal bool TryReadValues(WindowColumn column, Span<double> destination, ReadOnlySpan<double> last = default)
    {
        var place = places[FirstColumnPlace + (int)column];
        if (place.Kind == TierFormat.KindSame)
        {
            return TryReadValues((WindowColumn)place.Number, destination);
        }

        if (place.Kind == TierFormat.KindConstant)
        {
            destination.Fill(BitConverter.Int64BitsToDouble(place.Number));
            return true;
        }

        return place.Kind == TierFormat.KindLinked
            ? TryReadLinked(column, place, destination, last)
            : TryBody(place, out var body) && PackedFloats.TryDecode(body, destination);
    }

    private bool TryReadLinked(
        WindowColumn column, Place place, Span<double> destination, ReadOnlySpan<double> last)
    {
        // A first value is told from the last one of the window before.
        var isDelayed = column == WindowColumn.First;
        if (isDelayed && !last.IsEmpty)
        {
            return TryBody(place, out var own) && PackedFloats.TryDecodeLinked(own, last, isDelayed, destination);
        }

        var scratch = ArrayPool<double>.Shared.Rent(destination.Length);
        var links = scratch.AsSpan(0, destination.Length);
        var isWhole = TryReadValues(TierFormat.LinkOf(column), links, last)
            && TryBody(place, out var body)
            && PackedFloats.TryDecodeLinked(body, links, isDelayed, destination);
        ArrayPool<double>.Shared.Return(scratch);
        return isWhole;
    }

    private bool TryReadNumbers(Place place, Span<long> destination)
    {
        if (place.Kind == TierFormat.KindConstant)
        {
            destination.Fill(place.Number);
            return true;
        }

        return TryBody(place, out var body) && PackedIntegers.TryDecode(body, destination, out _);
    }

    private bool TryBody(Place place, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (place.Kind is not (TierFormat.KindOwn or TierFormat.KindLinked))
        {
            return false;
        }

        body = frame.Slice(place.Offset + 4, (int)place.Number - 4);
        BytesRead += (placesRead & (1 << place.Index)) == 0 ? (int)place.Number : 0;
        placesRead |= 1 << place.Index;
        return Crc32C.Compute(body) == BinaryPrimitives.ReadUInt32LittleEndian(frame[place.Offset..]);
    }

    private bool TryReadDirectory(int at, int end)
    {
        var rest = frame[at..end];
        if (!TryTake(ref rest, out var count) || count is 0 or > TierFormat.WindowsMax
            || !TryTake(ref rest, out var ordinal))
        {
            return false;
        }

        Count = (int)count;
        firstOrdinal = Zigzag.Decode(ordinal);
        for (var index = 0; index <= TierFormat.ColumnCount; index++)
        {
            var isFloat = index >= FirstColumnPlace + (int)WindowColumn.Sum;
            if (!TryReadPlace(ref rest, isFloat, ref end, out places[index]))
            {
                return false;
            }

            places[index] = places[index] with { Index = index };
        }

        for (var column = WindowColumn.Sum; column <= WindowColumn.Lost; column++)
        {
            if (!RefersBack(column))
            {
                return false;
            }
        }

        return rest.IsEmpty && end <= frame.Length;
    }

    private readonly bool RefersBack(WindowColumn column)
    {
        var place = places[FirstColumnPlace + (int)column];
        var other = place.Kind switch
        {
            TierFormat.KindSame => (WindowColumn)place.Number,
            TierFormat.KindLinked => TierFormat.LinkOf(column),
            _ => (WindowColumn?)null,
        };
        return other is null || TierFormat.Rank(other.Value) < TierFormat.Rank(column);
    }

    private readonly bool TryReadPlace(ref ReadOnlySpan<byte> rest, bool isFloat, ref int next, out Place place)
    {
        place = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        var kind = rest[0];
        rest = rest[1..];
        if (kind == TierFormat.KindConstant && isFloat)
        {
            if (rest.Length < 8)
            {
                return false;
            }

            place = new Place(kind, 0, BinaryPrimitives.ReadInt64LittleEndian(rest));
            rest = rest[8..];
            return true;
        }

        if (!TryTake(ref rest, out var number))
        {
            return false;
        }

        switch (kind)
        {
            case TierFormat.KindConstant:
                place = new Place(kind, 0, Zigzag.Decode(number));
                return true;
            case TierFormat.KindSame:
                place = new Place(kind, 0, (long)number);
                return isFloat && number is >= (ulong)WindowColumn.Sum and < TierFormat.ColumnCount;
            case TierFormat.KindOwn or TierFormat.KindLinked:
                place = new Place(kind, next, (long)number);
                var fits = number >= 4 && next <= frame.Length && number <= (ulong)(frame.Length - next)
                    && (kind == TierFormat.KindOwn || isFloat);
                next += fits ? (int)number : 0;
                return fits;
            default:
                return false;
        }
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        if (!Uvarint.TryRead(rest, out value, out var length))
        {
            return false;
        }

        rest = rest[length..];
        return true;
    }

    /// <summary>Where a column is: its kind, its bytes in the frame, and a constant, a column or a length.</summary>
    private readonly record struct Place(byte Kind, int Offset, long Number)
    {
        internal int Index { get; init; }
    }

    [InlineArray(TierFormat.ColumnCount + 1)]
    private struct Places
    {
        private Place first;
    }
}
