using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Reads the samples of one remote series: its fields of number 2, the same in 1.0 and 2.0. Allocates nothing. Start
/// times, which 2.0 has, are passed over.
/// </summary>
internal ref struct SampleMessages
{
    private readonly ReadOnlySpan<byte> series;
    private int at;

    /// <param name="series">All fields of the series.</param>
    /// <param name="at">From which byte samples may come.</param>
    internal SampleMessages(ReadOnlySpan<byte> series, int at)
    {
        this.series = series;
        this.at = at;
    }

    /// <summary>What is wrong; null while nothing is.</summary>
    internal string? Error { get; private set; }

    /// <summary>Reads the next sample; false after the last, and when the series is damaged.</summary>
    internal bool Read(out Sample sample)
    {
        if (SampleField.TryRead(series[at..], out sample, out var lengthBytes))
        {
            at += lengthBytes;
            return true;
        }

        return at < series.Length && ReadUnusual(out sample);
    }

    private bool ReadUnusual(out Sample sample)
    {
        var fields = new ProtobufReader(series[at..]);
        while (fields.NextField())
        {
            if (fields.Field != 2)
            {
                fields.Skip();
                continue;
            }

            var message = fields.Bytes();
            at += fields.Offset;
            return Decode(message, fields.Error, out sample);
        }

        at = series.Length;
        sample = default;
        Error ??= fields.Error;
        return false;
    }

    private bool Decode(ReadOnlySpan<byte> message, string? error, out Sample sample)
    {
        double value = 0;
        long timestampMs = 0;
        var fields = new ProtobufReader(message);
        while (fields.NextField())
        {
            switch (fields.Field)
            {
                case 1:
                    value = fields.Double();
                    break;
                case 2:
                    timestampMs = fields.Int64();
                    break;
                default:
                    fields.Skip();
                    break;
            }
        }

        sample = new Sample(new TimestampMs(timestampMs), value);
        Error ??= error ?? fields.Error;
        return Error is null;
    }
}
