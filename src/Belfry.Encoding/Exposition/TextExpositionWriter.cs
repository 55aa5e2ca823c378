using System.Buffers;
using System.Globalization;
using System.Text;
using Belfry.Model;
using Belfry.Model.Metrics;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Writes metric families in the text exposition format 0.0.4, as the original's own clients do. Names outside the
/// legacy alphabet are written quoted inside the braces. Used by one thread at a time.
/// </summary>
public sealed class TextExpositionWriter : IMetricFamilyWriter
{
    /// <summary>The content type of what this writes.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8";

    // The digits of 64 bits and a sign.
    private const int TimeLengthMax = 20;

    private readonly IBufferWriter<byte> destination;
    private string family = "";

    /// <summary>
    /// A writer that appends to <paramref name="destination"/>; there is nothing to flush at the end.
    /// </summary>
    public TextExpositionWriter(IBufferWriter<byte> destination) => this.destination = destination;

    /// <inheritdoc/>
    public void BeginFamily(string name, MetricType type, string help)
    {
        family = name;
        if (help.Length > 0)
        {
            Write("# HELP "u8);
            WriteName(name);
            Write(" "u8);
            WriteEscaped(help, escapeQuotes: false);
            Write("\n"u8);
        }

        Write("# TYPE "u8);
        WriteName(name);
        Write(TypeWord(type));
    }

    /// <inheritdoc/>
    public void WriteSample(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value) =>
        WriteSample(suffix, labels, value, null);

    /// <summary>
    /// The same with a time, in milliseconds since 1970; none when <paramref name="timestampMs"/> is null.
    /// </summary>
    public void WriteSample(
        string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, double value, long? timestampMs)
    {
        var isLegacyName = IsLegacy(family, allowColon: true);
        if (isLegacyName)
        {
            WriteText(family);
            WriteText(suffix);
        }

        WriteLabels(suffix, labels, isLegacyName);
        Write(" "u8);
        destination.Advance(FloatUtf8.WriteGeneral(destination.GetSpan(FloatUtf8.LengthMax), value));
        if (timestampMs is { } time)
        {
            Write(" "u8);
            time.TryFormat(destination.GetSpan(TimeLengthMax), out var written, default, CultureInfo.InvariantCulture);
            destination.Advance(written);
        }

        Write("\n"u8);
    }

    private void WriteLabels(string suffix, ReadOnlySpan<KeyValuePair<string, string>> labels, bool isNameWritten)
    {
        if (isNameWritten && labels.IsEmpty)
        {
            return;
        }

        Write("{"u8);
        if (!isNameWritten)
        {
            Write("\""u8);
            WriteEscaped(family, escapeQuotes: true);
            WriteEscaped(suffix, escapeQuotes: true);
            Write("\""u8);
        }

        var isFirst = isNameWritten;
        foreach (var (name, value) in labels)
        {
            Write(isFirst ? ""u8 : ","u8);
            isFirst = false;
            WriteLabelName(name);
            Write("=\""u8);
            WriteEscaped(value, escapeQuotes: true);
            Write("\""u8);
        }

        Write("}"u8);
    }

    private static ReadOnlySpan<byte> TypeWord(MetricType type) => type switch
    {
        MetricType.Counter => " counter\n"u8,
        MetricType.Histogram or MetricType.GaugeHistogram => " histogram\n"u8,
        MetricType.Summary => " summary\n"u8,
        MetricType.Gauge or MetricType.Info or MetricType.StateSet => " gauge\n"u8,
        _ => " untyped\n"u8,
    };

    private void WriteName(string name)
    {
        if (IsLegacy(name, allowColon: true))
        {
            WriteText(name);
            return;
        }

        WriteQuoted(name);
    }

    private void WriteLabelName(string name)
    {
        if (IsLegacy(name, allowColon: false))
        {
            WriteText(name);
            return;
        }

        WriteQuoted(name);
    }

    private void WriteQuoted(string text)
    {
        Write("\""u8);
        WriteEscaped(text, escapeQuotes: true);
        Write("\""u8);
    }

    private void WriteEscaped(string text, bool escapeQuotes)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = escapeQuotes ? rest.IndexOfAny('\\', '\n', '"') : rest.IndexOfAny('\\', '\n');
            if (plain < 0)
            {
                WriteText(rest);
                return;
            }

            WriteText(rest[..plain]);
            Write(rest[plain] switch { '\\' => @"\\"u8, '\n' => @"\n"u8, _ => "\\\""u8 });
            rest = rest[(plain + 1)..];
        }
    }

    private void Write(ReadOnlySpan<byte> bytes) => destination.Write(bytes);

    private void WriteText(ReadOnlySpan<char> text) => TextEncoding.UTF8.GetBytes(text, destination);

    private static bool IsLegacy(string name, bool allowColon)
    {
        for (var index = 0; index < name.Length; index++)
        {
            var letter = name[index];
            var isTaken = char.IsAsciiLetter(letter) || letter == '_' || (allowColon && letter == ':')
                || (index > 0 && char.IsAsciiDigit(letter));
            if (!isTaken)
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
