using System.IO.Compression;
using Belfry.Model;

namespace Belfry.Benchmarks.Candidates;

/// <summary>
/// Decimals as integers of one exponent, delta or delta of delta, as varints: the way of VictoriaMetrics, but exact.
/// Columns that are not decimal are eight bytes a value. With a quality, Brotli or Deflate packs the bytes.
/// </summary>
internal sealed class DecimalDeltaCandidate(string codec, int quality) : ColumnCandidate
{
    private readonly long[] integers = new long[65536];
    private readonly byte[] plain = new byte[65536 * 10];

    public override string Name => $"decimal delta + {codec}";

    protected override int EncodeValues(ReadOnlySpan<double> values, Span<byte> destination)
    {
        var length = EncodePlain(values, plain);
        if (quality < 0)
        {
            plain.AsSpan(0, length).CopyTo(destination);
            return length;
        }

        if (codec.StartsWith("brotli", StringComparison.Ordinal))
        {
            BrotliEncoder.TryCompress(plain.AsSpan(0, length), destination, out var written, quality, 18);
            return written;
        }

        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(plain, 0, length);
        }

        stream.GetBuffer().AsSpan(0, (int)stream.Length).CopyTo(destination);
        return (int)stream.Length;
    }

    protected override void DecodeValues(ReadOnlySpan<byte> column, Span<double> values)
    {
        if (quality < 0)
        {
            DecodePlain(column, values);
            return;
        }

        var length = 0;
        if (codec.StartsWith("brotli", StringComparison.Ordinal))
        {
            BrotliDecoder.TryDecompress(column, plain, out length);
        }
        else
        {
            using var deflate = new DeflateStream(new MemoryStream(column.ToArray()), CompressionMode.Decompress);
            length = deflate.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
        }

        DecodePlain(plain.AsSpan(0, length), values);
    }

    private int EncodePlain(ReadOnlySpan<double> values, Span<byte> destination)
    {
        var exponent = Scale(values);
        destination[0] = (byte)exponent;
        if (exponent == byte.MaxValue)
        {
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).CopyTo(destination[1..]);
            return 1 + (values.Length * 8);
        }

        long before = 0, deltaBefore = 0, one = 0, two = 0;
        for (var index = 0; index < values.Length; index++)
        {
            var delta = integers[index] - before;
            one += Uvarint.LengthBytes(Zig(delta));
            two += Uvarint.LengthBytes(Zig(delta - deltaBefore));
            (before, deltaBefore) = (integers[index], delta);
        }

        (before, deltaBefore) = (0, 0);
        var isSecond = two < one;
        destination[1] = (byte)(isSecond ? 1 : 0);
        var length = 2;
        for (var index = 0; index < values.Length; index++)
        {
            var delta = integers[index] - before;
            length += Uvarint.Write(destination[length..], Zig(isSecond ? delta - deltaBefore : delta));
            (before, deltaBefore) = (integers[index], delta);
        }

        return length;
    }

    private static void DecodePlain(ReadOnlySpan<byte> column, Span<double> values)
    {
        if (column[0] == byte.MaxValue)
        {
            column.Slice(1, values.Length * 8).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
            return;
        }

        var power = Powers[column[0]];
        var isSecond = column[1] == 1;
        var rest = column[2..];
        long number = 0, delta = 0;
        foreach (ref var value in values)
        {
            Uvarint.TryRead(rest, out var zigzag, out var length);
            rest = rest[length..];
            var residual = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
            delta = isSecond ? delta + residual : residual;
            number += delta;
            value = number / power;
        }
    }

    private int Scale(ReadOnlySpan<double> values)
    {
        for (var exponent = 0; exponent < 16; exponent++)
        {
            var index = 0;
            for (; index < values.Length; index++)
            {
                var scaled = Math.Round(values[index] * Powers[exponent]);
                if (!(Math.Abs(scaled) <= 1L << 53))
                {
                    return byte.MaxValue;
                }

                integers[index] = (long)scaled;
                if (BitConverter.DoubleToInt64Bits(integers[index] / Powers[exponent])
                    != BitConverter.DoubleToInt64Bits(values[index]))
                {
                    break;
                }
            }

            if (index == values.Length)
            {
                return exponent;
            }
        }

        return byte.MaxValue;
    }

    private static ulong Zig(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    private static readonly double[] Powers =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
}
