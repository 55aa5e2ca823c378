using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>Encodes windows of one series as a chunk of columns. One thread. Format: docs/formats/tiers.md.</summary>
internal sealed class TierChunkWriter
{
    // An extreme is linked when that takes so many times less bytes.
    private const int LinkGain = 4;

    // Columns are told by those before them: a counter's greatest value is its last, its least value its first.
    private static readonly WindowColumn[] FloatOrder =
    [
        WindowColumn.Last, WindowColumn.First, WindowColumn.Max, WindowColumn.Min, WindowColumn.Sum, WindowColumn.Lost,
    ];

    private readonly byte[] directory = new byte[1024];
    private readonly byte[] bodies =
        new byte[(TierFormat.ColumnCount + 1) * (4 + PackedFloats.LengthBytesMax(TierFormat.WindowsMax))];

    private readonly byte[] link = new byte[PackedFloats.LengthBytesMax(TierFormat.WindowsMax)];
    private readonly double[] linkValues = new double[TierFormat.WindowsMax];
    private readonly long[] numbers = new long[TierFormat.WindowsMax];
    private readonly WindowColumn[] sameAs = new WindowColumn[TierFormat.ColumnCount];
    private byte[] frame = new byte[4096];
    private int directoryLength;
    private int bodiesLength;

    /// <summary>
    /// The chunk of windows <paramref name="first"/> up to <paramref name="end"/>, 1 to 1,024 of them, with its frame;
    /// valid until the next call.
    /// </summary>
    internal ReadOnlySpan<byte> Encode(WindowColumns windows, int first, int end, long resolutionMs)
    {
        directoryLength = 0;
        bodiesLength = 0;
        var ends = windows.EndsMs[first..end];
        Put((ulong)ends.Length);
        Put(Zigzag.Encode(ends[0] / resolutionMs));
        WriteGaps(ends, resolutionMs);
        for (var column = WindowColumn.SampleCount; column < WindowColumn.Sum; column++)
        {
            WriteIntegers(column, windows.Integers(column)[first..end], ends, resolutionMs);
        }

        FindSame(windows, first, end);
        for (var column = WindowColumn.Sum; column <= WindowColumn.Lost; column++)
        {
            WriteFloats(column, windows, first, end);
        }

        return Frame();
    }

    private ReadOnlySpan<byte> Frame()
    {
        var length = 5 + Uvarint.LengthBytesMax + directoryLength + bodiesLength;
        if (frame.Length < length)
        {
            frame = new byte[length * 2];
        }

        frame[4] = TierFormat.Encoding;
        var at = BlockFormat.ChunkFrameSizeBytes
            + Uvarint.Write(frame.AsSpan(BlockFormat.ChunkFrameSizeBytes), (ulong)directoryLength);
        directory.AsSpan(0, directoryLength).CopyTo(frame.AsSpan(at));
        at += directoryLength;
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Compute(frame.AsSpan(4, at - 4)));
        bodies.AsSpan(0, bodiesLength).CopyTo(frame.AsSpan(at));
        return frame.AsSpan(0, at + bodiesLength);
    }

    private void WriteGaps(ReadOnlySpan<long> ends, long resolutionMs)
    {
        var gaps = numbers.AsSpan(0, ends.Length);
        gaps[0] = 0;
        for (var index = 1; index < ends.Length; index++)
        {
            gaps[index] = ((ends[index] - ends[index - 1]) / resolutionMs) - 1;
        }

        WriteNumbers(gaps);
    }

    private void WriteIntegers(
        WindowColumn column, ReadOnlySpan<long> values, ReadOnlySpan<long> ends, long resolutionMs)
    {
        var own = numbers.AsSpan(0, values.Length);
        for (var index = 0; index < own.Length; index++)
        {
            own[index] = column switch
            {
                WindowColumn.FirstTime => values[index] - (ends[index] - resolutionMs),
                WindowColumn.LastTime => ends[index] - values[index],
                _ => values[index],
            };
        }

        WriteNumbers(own);
    }

    private void WriteNumbers(ReadOnlySpan<long> values)
    {
        if (!values.ContainsAnyExcept(values[0]))
        {
            directory[directoryLength++] = TierFormat.KindConstant;
            Put(Zigzag.Encode(values[0]));
            return;
        }

        EndBody(PackedIntegers.Encode(values, BeginBody()));
    }

    private void FindSame(WindowColumns windows, int first, int end)
    {
        for (var place = 0; place < FloatOrder.Length; place++)
        {
            var column = FloatOrder[place];
            var bits = Bits(windows.Values(column)[first..end]);
            sameAs[(int)column] = column;
            for (var before = 0; before < place; before++)
            {
                var other = FloatOrder[before];
                if (sameAs[(int)other] == other && bits.SequenceEqual(Bits(windows.Values(other)[first..end])))
                {
                    sameAs[(int)column] = other;
                    break;
                }
            }
        }
    }

    private void WriteFloats(WindowColumn column, WindowColumns windows, int first, int end)
    {
        var values = windows.Values(column)[first..end];
        var bits = Bits(values);
        if (!bits.ContainsAnyExcept(bits[0]))
        {
            directory[directoryLength++] = TierFormat.KindConstant;
            BinaryPrimitives.WriteInt64LittleEndian(directory.AsSpan(directoryLength), bits[0]);
            directoryLength += 8;
        }
        else if (sameAs[(int)column] != column)
        {
            directory[directoryLength++] = TierFormat.KindSame;
            directory[directoryLength++] = (byte)sameAs[(int)column];
        }
        else
        {
            var length = PackedFloats.Encode(values, BeginBody());
            var linked = Linked(column, windows, first, end);
            if (linked == 0 || linked * LinkGain > length * LinkCost(column))
            {
                EndBody(length);
                return;
            }

            link.AsSpan(0, linked).CopyTo(BeginBody());
            EndBody(linked, TierFormat.KindLinked);
        }
    }

    // Whoever reads a linked column reads two. First values are hardly ever read without last ones, extremes are.
    private static int LinkCost(WindowColumn column) => column == WindowColumn.First ? LinkGain : 1;

    private int Linked(WindowColumn column, WindowColumns windows, int first, int end)
    {
        var other = TierFormat.LinkOf(column);
        if (other == column)
        {
            return 0;
        }

        // The first value of a window follows the last one of the window before.
        var values = windows.Values(column)[first..end];
        var links = linkValues.AsSpan(0, values.Length);
        var others = windows.Values(other)[first..end];
        if (column == WindowColumn.First)
        {
            links[0] = 0;
            others[..^1].CopyTo(links[1..]);
        }
        else
        {
            others.CopyTo(links);
        }

        return PackedFloats.EncodeLinked(values, links, link);
    }

    private Span<byte> BeginBody() => bodies.AsSpan(bodiesLength + 4);

    private void EndBody(int length, byte kind = TierFormat.KindOwn)
    {
        var body = bodies.AsSpan(bodiesLength, length + 4);
        BinaryPrimitives.WriteUInt32LittleEndian(body, Crc32C.Compute(body[4..]));
        bodiesLength += body.Length;
        directory[directoryLength++] = kind;
        Put((ulong)body.Length);
    }

    private void Put(ulong value) => directoryLength += Uvarint.Write(directory.AsSpan(directoryLength), value);

    private static ReadOnlySpan<long> Bits(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, long>(values);
}
