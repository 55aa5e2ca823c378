using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Tsdb.Tiers;
using Xunit;

namespace Belfry.Tsdb.Tests.Tiers;

public sealed class TierChunkTests
{
    private const long ResolutionMs = 300_000;

    private readonly Seed seed = new(73);

    [Fact]
    public void Whole_numbers_come_back_whatever_they_are()
    {
        var random = seed.Random;
        for (var round = 0; round < 3000; round++)
        {
            var count = 1 + random.Next(TierFormat.WindowsMax);
            var spread = 1L << random.Next(62);
            var numbers = Enumerable.Range(0, count).Select(_ => random.Next(50) switch
            {
                0 => random.NextInt64(long.MinValue, long.MaxValue),
                1 => long.MinValue,
                2 => long.MaxValue,
                _ => random.NextInt64(spread) - (spread / 2),
            }).ToArray();
            var bytes = new byte[PackedIntegers.LengthBytesMax(count)];
            var length = PackedIntegers.Encode(numbers, bytes);
            var decoded = new long[count];

            Assert.True(PackedIntegers.TryDecode(bytes.AsSpan(0, length), decoded, out var read), $"{seed}");
            Assert.Equal(length, read);
            Assert.Equal(numbers, decoded);
        }
    }

    [Fact]
    public void Floats_come_back_bit_for_bit()
    {
        var random = seed.Random;
        for (var round = 0; round < 3000; round++)
        {
            var count = 1 + random.Next(TierFormat.WindowsMax);
            var kind = random.Next(6);
            var value = 0.0;
            var floats = Enumerable.Range(0, count).Select(_ => value = kind switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                1 => value + random.Next(1000),
                2 => Math.Round(random.NextDouble() * 1000, random.Next(7)),
                3 => value + 0.1,
                4 => random.Next(3) switch { 0 => -0.0, 1 => double.NaN, _ => double.PositiveInfinity },
                _ => 42.5,
            }).ToArray();
            var bytes = new byte[PackedFloats.LengthBytesMax(count)];
            var length = PackedFloats.Encode(floats, bytes);
            var decoded = new double[count];

            Assert.True(PackedFloats.TryDecode(bytes.AsSpan(0, length), decoded), $"{seed} kind {kind}");
            Assert.Equal(
                floats.Select(BitConverter.DoubleToInt64Bits), decoded.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void Equal_windows_take_almost_nothing_and_a_counter_little()
    {
        using var windows = new WindowColumns();
        windows.Clear(WindowParts.All);
        using var samples = new SampleColumns();
        for (var time = 0L; time < 480 * ResolutionMs; time += 15_000)
        {
            samples.Add(time + 7, 20.5);
        }

        WindowFolding.Fold(samples, ResolutionMs, windows);

        Assert.InRange(new TierChunkWriter().Encode(windows, 0, 480, ResolutionMs).Length, 40, 100);

        samples.Clear();
        windows.Clear(WindowParts.All);
        for (var time = 0L; time < 480 * ResolutionMs; time += 15_000)
        {
            samples.Add(time + 7, time * 3 / 1000);
        }

        WindowFolding.Fold(samples, ResolutionMs, windows);

        Assert.InRange(new TierChunkWriter().Encode(windows, 0, 480, ResolutionMs).Length, 40, 1500);
    }

    [Fact]
    public void A_column_is_read_without_the_others()
    {
        using var windows = Windows();
        var frame = new TierChunkWriter().Encode(windows, 0, windows.Count, ResolutionMs).ToArray();

        Assert.True(TierChunk.TryOpen(frame, out var chunk));
        var values = new double[chunk.Count];
        Assert.True(chunk.TryReadValues(WindowColumn.Max, values));
        Assert.Equal(windows.Values(WindowColumn.Max).ToArray(), values);
        Assert.InRange(chunk.BytesRead, 1, frame.Length / 3);
    }

    [Fact]
    public void A_flipped_bit_is_found_or_harmless()
    {
        var random = seed.Random;
        using var windows = Windows();
        var whole = new TierChunkWriter().Encode(windows, 0, windows.Count, ResolutionMs).ToArray();
        var found = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var frame = whole.ToArray();
            frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
            found += IsReadAs(frame, windows) ? 0 : 1;
        }

        Assert.Equal(20_000, found);
    }

    [Fact]
    public void Arbitrary_bytes_never_throw()
    {
        var random = seed.Random;
        using var windows = Windows();
        var whole = new TierChunkWriter().Encode(windows, 0, windows.Count, ResolutionMs).ToArray();
        for (var round = 0; round < 30_000; round++)
        {
            var bytes = whole.AsSpan(0, random.Next(whole.Length)).ToArray();
            for (var flips = random.Next(40); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            // Behind checksums nothing of this is reached, so the decoders get it directly, too.
            IsReadAs(bytes, windows);
            PackedIntegers.TryDecode(bytes, new long[random.Next(600)], out _);
            PackedFloats.TryDecode(bytes, new double[random.Next(600)]);
        }
    }

    private static bool IsReadAs(byte[] frame, WindowColumns windows)
    {
        if (!TierChunk.TryOpen(frame, out var chunk))
        {
            return false;
        }

        var ends = new long[chunk.Count];
        if (!chunk.TryReadEnds(ResolutionMs, ends) || !windows.EndsMs.SequenceEqual(ends))
        {
            return false;
        }

        for (var column = WindowColumn.SampleCount; column <= WindowColumn.Lost; column++)
        {
            var integers = new long[chunk.Count];
            var values = new double[chunk.Count];
            var isSame = WindowColumns.IsInteger(column)
                ? chunk.TryReadIntegers(column, ends, ResolutionMs, integers)
                    && windows.Integers(column).SequenceEqual(integers)
                : chunk.TryReadValues(column, values) && windows.Values(column).SequenceEqual(values);
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    private WindowColumns Windows()
    {
        var series = TierSeries.One(seed.Random, "seconds_total", "a=b", 0, 480 * ResolutionMs);
        using var samples = new SampleColumns();
        for (var index = 0; index < series.TimesMs.Length; index++)
        {
            samples.Add(series.TimesMs[index], series.Values[index]);
        }

        var windows = new WindowColumns();
        windows.Clear(WindowParts.All);
        WindowFolding.Fold(samples, ResolutionMs, windows);
        return windows;
    }
}
