using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Labels, times and values as Prometheus's JSON writes them (<c>util/jsonutil</c>), without allocating.
/// </summary>
internal static class SampleJson
{
    /// <summary>More than a point with its comma takes, and room for what its parts may overwrite.</summary>
    private const int PointLengthMax = SecondsUtf8.LengthMax + FloatUtf8.LengthMax + 8;

    // A byte of a label grows to six in JSON at most.
    private const int EscapedByteLengthMax = 6;

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
    [
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (char)letter)
            .Where(letter => letter is not ('"' or '\\')),
    ]);

    // What JSON writes as it is: printable ASCII without the quote and the backslash.
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
    [
        .. Enumerable.Range(' ', '~' - ' ' + 1)
            .Where(octet => octet is not ('"' or '\\'))
            .Select(octet => (byte)octet),
    ]);

    /// <summary><c>[1435781430.781,"1"]</c></summary>
    internal static void WritePoint(IBufferWriter<byte> destination, long timestampMs, double value) =>
        destination.Advance(Point(destination.GetSpan(PointLengthMax), timestampMs, value));

    /// <summary><c>[1435781430.781,"1"],[1435781445.781,"2"]</c>; one value for each time.</summary>
    internal static void WritePoints(
        IBufferWriter<byte> destination, ReadOnlySpan<long> timestampsMs, ReadOnlySpan<double> values)
    {
        var point = 0;
        while (point < values.Length)
        {
            // As many points as the destination has room for at once: asking for each costs as much as a time.
            var span = destination.GetSpan(PointLengthMax);
            var written = 0;
            do
            {
                span[written] = (byte)',';
                written += point == 0 ? 0 : 1;
                written += Point(span[written..], timestampsMs[point], values[point]);
                point++;
            }
            while (point < values.Length && span.Length - written >= PointLengthMax);
            destination.Advance(written);
        }
    }

    /// <summary>Seconds with a fraction: <c>1435781430.781</c>.</summary>
    internal static void WriteTime(IBufferWriter<byte> destination, long timestampMs) => destination.Advance(
        SecondsUtf8.Write(destination.GetSpan(SecondsUtf8.LengthMax), new TimestampMs(timestampMs)));

    /// <summary>
    /// A value in quotes: shortest digits, with an exponent below 1e-6 and from 1e21 on: <c>"0.1"</c>.
    /// </summary>
    internal static void WriteValue(IBufferWriter<byte> destination, double value) =>
        destination.Advance(Value(destination.GetSpan(FloatUtf8.LengthMax + 2), value));

    /// <summary><c>{"__name__":"up","job":"node"}</c></summary>
    internal static void WriteLabels(IBufferWriter<byte> destination, Labels labels)
    {
        // Each label grows by two quotes twice, a colon and a comma, and loses two lengths.
        var span = destination.GetSpan((labels.Canonical.Length * 2) + 8);
        span[0] = (byte)'{';
        var written = 1;
        foreach (var label in labels)
        {
            if (label.Name.ContainsAnyExcept(PlainBytes) || label.Value.ContainsAnyExcept(PlainBytes))
            {
                WriteEscaped(destination, labels);
                return;
            }

            span[written] = (byte)',';
            written += written > 1 ? 1 : 0;
            written += Quote(span[written..], label.Name);
            span[written++] = (byte)':';
            written += Quote(span[written..], label.Value);
        }

        span[written++] = (byte)'}';
        destination.Advance(written);
    }

    /// <summary><c>"node"</c></summary>
    internal static void WriteText(IBufferWriter<byte> destination, string text)
    {
        // Room for every byte escaped: three of a character beyond ASCII are never more than its escape.
        var span = destination.GetSpan((text.Length * EscapedByteLengthMax) + 2);
        span[0] = (byte)'"';
        var written = 1;
        if (text.AsSpan().ContainsAnyExcept(PlainCharacters))
        {
            var encoded = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text);
            written += System.Text.Encoding.UTF8.GetBytes(encoded, span[1..]);
        }
        else
        {
            written += System.Text.Encoding.ASCII.GetBytes(text, span[1..]);
        }

        span[written] = (byte)'"';
        destination.Advance(written + 1);
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

    private static int Point(Span<byte> destination, long timestampMs, double value)
    {
        destination[0] = (byte)'[';
        var written = 1 + SecondsUtf8.Write(destination[1..], new TimestampMs(timestampMs));
        destination[written++] = (byte)',';
        written += Value(destination[written..], value);
        destination[written] = (byte)']';
        return written + 1;
    }

    private static int Value(Span<byte> destination, double value)
    {
        destination[0] = (byte)'"';
        var written = FloatUtf8.WriteJson(destination[1..], value);
        destination[written + 1] = (byte)'"';
        return written + 2;
    }

    private static int Quote(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        destination[0] = (byte)'"';
        text.CopyTo(destination[1..]);
        destination[text.Length + 1] = (byte)'"';
        return text.Length + 2;
    }

    private static void WriteEscaped(IBufferWriter<byte> destination, Labels labels)
    {
        var isFirst = true;
        foreach (var label in labels)
        {
            destination.Write(isFirst ? "{\""u8 : ",\""u8);
            isFirst = false;
            WriteEscaped(destination, label.Name);
            destination.Write("\":\""u8);
            WriteEscaped(destination, label.Value);
            destination.Write("\""u8);
        }

        destination.Write("}"u8);
    }

    private static void WriteEscaped(IBufferWriter<byte> destination, ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAnyExcept(PlainBytes))
        {
            destination.Write(text);
            return;
        }

        // What is not UTF-8 becomes U+FFFD, as in everything else that is written as JSON.
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(
            text, destination.GetSpan(text.Length * EscapedByteLengthMax), out _, out var written);
        destination.Advance(written);
    }
}
