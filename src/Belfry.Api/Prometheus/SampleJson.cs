using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Belfry.Model;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Labels, times and values as Prometheus's JSON writes them (<c>util/jsonutil</c>), without allocating.
/// </summary>
internal static class SampleJson
{
    private const int PointLengthMax = 64;

    // What JSON writes as it is: printable ASCII without the quote and the backslash.
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
    [
        .. Enumerable.Range(' ', '~' - ' ' + 1)
            .Where(octet => octet is not ('"' or '\\'))
            .Select(octet => (byte)octet),
    ]);

    /// <summary><c>[1435781430.781,"1"]</c></summary>
    internal static void WritePoint(IBufferWriter<byte> destination, long timestampMs, double value)
    {
        var span = destination.GetSpan(PointLengthMax);
        span[0] = (byte)'[';
        var written = 1 + FormatTime(span[1..], timestampMs);
        span[written++] = (byte)',';
        span[written++] = (byte)'"';
        if (TryFormatValue(span[written..], value, out var length))
        {
            written += length;
            span[written++] = (byte)'"';
            span[written++] = (byte)']';
            destination.Advance(written);
            return;
        }

        destination.Advance(written);
        destination.Write(TextEncoding.ASCII.GetBytes(SlowValue(value)));
        destination.Write("\"]"u8);
    }

    /// <summary>Seconds with a fraction: <c>1435781430.781</c>.</summary>
    internal static void WriteTime(IBufferWriter<byte> destination, long timestampMs) =>
        destination.Advance(FormatTime(destination.GetSpan(PointLengthMax), timestampMs));

    /// <summary><c>{"__name__":"up","job":"node"}</c></summary>
    internal static void WriteLabels(IBufferWriter<byte> destination, Labels labels)
    {
        // Nearly all label sets need no escape; a JSON writer for each would cost more than all the rest.
        if (!IsPlain(labels))
        {
            using var writer = new Utf8JsonWriter(destination, ApiAnswer.WriterOptions);
            WriteLabels(writer, labels);
            return;
        }

        // Each label grows by two quotes twice, a colon and a comma, and loses two lengths.
        var span = destination.GetSpan((labels.Canonical.Length * 2) + 8);
        span[0] = (byte)'{';
        var written = 1;
        foreach (var label in labels)
        {
            if (written > 1)
            {
                span[written++] = (byte)',';
            }

            written += Quote(span[written..], label.Name);
            span[written++] = (byte)':';
            written += Quote(span[written..], label.Value);
        }

        span[written++] = (byte)'}';
        destination.Advance(written);
    }

    /// <summary><c>{"__name__":"up","job":"node"}</c></summary>
    internal static void WriteLabels(Utf8JsonWriter writer, Labels labels)
    {
        writer.WriteStartObject();
        foreach (var label in labels)
        {
            writer.WriteString(label.Name, label.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>A value as text: shortest digits, with an exponent below 1e-6 and from 1e21 on.</summary>
    internal static string Value(double value)
    {
        Span<byte> buffer = stackalloc byte[PointLengthMax];
        return TryFormatValue(buffer, value, out var length)
            ? TextEncoding.ASCII.GetString(buffer[..length])
            : SlowValue(value);
    }

    private static bool IsPlain(Labels labels)
    {
        foreach (var label in labels)
        {
            if (label.Name.ContainsAnyExcept(PlainBytes) || label.Value.ContainsAnyExcept(PlainBytes))
            {
                return false;
            }
        }

        return true;
    }

    private static int Quote(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        destination[0] = (byte)'"';
        text.CopyTo(destination[1..]);
        destination[text.Length + 1] = (byte)'"';
        return text.Length + 2;
    }

    private static int FormatTime(Span<byte> destination, long timestampMs)
    {
        var written = 0;
        var magnitude = timestampMs < 0 ? (ulong)-timestampMs : (ulong)timestampMs;
        if (timestampMs < 0)
        {
            destination[written++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(magnitude / 1000, destination[written..], out var length);
        written += length;
        var fraction = (int)(magnitude % 1000);
        if (fraction != 0)
        {
            destination[written++] = (byte)'.';
            Utf8Formatter.TryFormat(fraction, destination[written..], out length, new StandardFormat('D', 3));
            written += length;
        }

        return written;
    }

    private static bool TryFormatValue(Span<byte> destination, double value, out int written)
    {
        // Most values are whole; formatting them as integers is several times cheaper.
        var whole = (long)value;
        if (whole == value && whole is > -1_000_000_000_000_000 and < 1_000_000_000_000_000
            && (whole != 0 || !double.IsNegative(value)))
        {
            return Utf8Formatter.TryFormat(whole, destination, out written);
        }

        written = 0;
        return double.IsFinite(value)
            && value.TryFormat(destination[..32], out written, default, CultureInfo.InvariantCulture)
            && !destination[..written].Contains((byte)'E');
    }

    private static string SlowValue(double value)
    {
        var magnitude = Math.Abs(value);
        return magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)
            ? FloatText.Exponent(value)
            : FloatText.Plain(value);
    }
}
