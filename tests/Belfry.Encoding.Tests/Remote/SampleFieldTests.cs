using Belfry.Encoding.Remote;
using Belfry.Model;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Remote;

public sealed class SampleFieldTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1_764_307_200_000)]
    [InlineData((1L << 56) - 1)]
    public void The_usual_form_is_read_at_once(long timeMs)
    {
        byte[] time = [0x10, .. Varint(timeMs)];
        byte[] value = [0x09, .. BitConverter.GetBytes(-2.5)];

        Assert.True(SampleField.TryRead(
            [0x12, (byte)(value.Length + time.Length), .. value, .. time, 0x12], out var sample, out var length));
        Assert.Equal(new Sample(new TimestampMs(timeMs), -2.5), sample);
        Assert.Equal(2 + value.Length + time.Length, length);
    }

    [Fact]
    public void A_value_of_zero_may_be_left_out()
    {
        byte[] field = [0x12, 7, 0x10, .. Varint(1_764_307_200_000)];

        Assert.True(SampleField.TryRead([.. field, 0x12, 0, 0, 0], out var sample, out var length));
        Assert.Equal(new Sample(new TimestampMs(1_764_307_200_000), 0), sample);
        Assert.Equal(field.Length, length);
    }

    [Fact]
    public void What_is_read_at_once_is_what_its_fields_say()
    {
        var seed = new Seed(73);
        var taken = 0;
        for (var round = 0; round < 20_000; round++)
        {
            byte[] time = [0x10, .. Varint(seed.Random.NextInt64() >> seed.Random.Next(63))];
            byte[] value = [0x09, .. BitConverter.GetBytes(seed.Random.NextInt64())];
            byte[] message = seed.Random.Next(3) == 0 ? time : [.. value, .. time];
            byte[] bytes = [0x12, (byte)message.Length, .. message, .. new byte[seed.Random.Next(12)]];
            for (var flips = seed.Random.Next(3); flips > 0; flips--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            var field = bytes.AsSpan(0, bytes.Length - seed.Random.Next(3));
            if (SampleField.TryRead(field, out var sample, out var length))
            {
                taken++;
                Assert.True(TryWalk(field, out var expected, out var end), seed.ToString());
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Value),
                    BitConverter.DoubleToInt64Bits(sample.Value));
                Assert.Equal(expected.Timestamp, sample.Timestamp);
                Assert.Equal(end, length);
            }
        }

        Assert.True(taken > 5_000, seed.ToString());
    }

    private static bool TryWalk(ReadOnlySpan<byte> bytes, out Sample sample, out int end)
    {
        var outer = new ProtobufReader(bytes);
        outer.NextField();
        var inner = new ProtobufReader(outer.Bytes());
        end = outer.Offset;
        double value = 0;
        long timeMs = 0;
        while (inner.NextField())
        {
            if (inner.Field == 1)
            {
                value = inner.Double();
            }
            else if (inner.Field == 2)
            {
                timeMs = inner.Int64();
            }
            else
            {
                inner.Skip();
            }
        }

        sample = new Sample(new TimestampMs(timeMs), value);
        return outer.Field == 2 && outer.Error is null && inner.Error is null;
    }

    private static byte[] Varint(long value)
    {
        var bytes = new byte[Uvarint.LengthBytesMax];
        return bytes[..Uvarint.Write(bytes, (ulong)value)];
    }
}
