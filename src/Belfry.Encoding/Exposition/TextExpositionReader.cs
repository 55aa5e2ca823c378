using System.Globalization;
using System.Text.Unicode;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Reads the text exposition formats 0.0.4 and 1.0.0. What it takes and refuses, and its messages, are those of
/// prometheus <c>model/textparse/promparse.go</c>. The default value reads an empty text.
/// </summary>
public ref struct TextExpositionReader : IExpositionReader
{
    private TextLexer lexer;
    private int entryStart;
    private int seriesStart;
    private int seriesEnd;
    private int nameStart;
    private int nameEnd;
    private int textStart;
    private int textEnd;
    private bool isNameSet;

    /// <summary>
    /// A reader before the first entry of <paramref name="text"/>, whose last line feed may be missing.
    /// </summary>
    public TextExpositionReader(ReadOnlySpan<byte> text) => lexer = new TextLexer(text);

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> SeriesText => lexer.Cursor.Data[seriesStart..seriesEnd];

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> EntryText =>
        lexer.Cursor.Data[entryStart..Math.Min(lexer.Cursor.Offset, lexer.Cursor.Data.Length)];

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public bool HasTimestamp { get; private set; }

    /// <inheritdoc/>
    public TimestampMs Timestamp { get; private set; }

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> FamilyName => lexer.Cursor.Data[nameStart..nameEnd];

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> MetadataText => lexer.Cursor.Data[textStart..textEnd];

    /// <inheritdoc/>
    public MetricType DeclaredType { get; private set; }

    /// <inheritdoc/>
    public readonly NativeHistogram? Histogram => null;

    /// <inheritdoc/>
    public readonly int ExemplarCount => 0;

    /// <inheritdoc/>
    public ExpositionError? Error { get; private set; }

    /// <inheritdoc/>
    public readonly string MetadataAsText() => Escapes.ToText(MetadataText, resolveQuotes: false);

    /// <summary>False: the format has no exemplars.</summary>
    public readonly bool TryReadExemplar(LabelsBuilder labels, out ExposedExemplar exemplar)
    {
        exemplar = default;
        return false;
    }

    /// <summary>False: the format does not say.</summary>
    public readonly bool TryReadStart(out TimestampMs start)
    {
        start = default;
        return false;
    }

    /// <inheritdoc/>
    public bool TryReadKnownSeries(ReadOnlySpan<byte> seriesText)
    {
        var data = lexer.Cursor.Data;
        var start = lexer.Cursor.Offset;
        var end = start + seriesText.Length;
        if (end + 1 >= data.Length || data[end] != (byte)' ' || lexer.Cursor.State != LexerState.LineStart
            || !data.Slice(start, seriesText.Length).SequenceEqual(seriesText))
        {
            return false;
        }

        if (!SampleTail.TryRead(data[(end + 1)..], isTimeInSeconds: false, out var tail))
        {
            return false;
        }

        entryStart = start;
        seriesStart = start;
        seriesEnd = end;
        lexer.Cursor.Offset = end + 1 + tail.LengthBytes;
        Value = tail.Value;
        HasTimestamp = tail.HasTimestamp;
        Timestamp = tail.Timestamp;
        return true;
    }

    /// <inheritdoc/>
    public bool TrySkipKnownEntry(ReadOnlySpan<byte> entryText, MetricType declaredType)
    {
        var data = lexer.Cursor.Data;
        var start = lexer.Cursor.Offset;
        if (lexer.Cursor.State != LexerState.LineStart || !data[Math.Min(start, data.Length)..].StartsWith(entryText))
        {
            return false;
        }

        lexer.Cursor.Offset = start + entryText.Length;
        DeclaredType = declaredType;
        return true;
    }

    /// <inheritdoc/>
    public ExpositionEntry Read()
    {
        while (true)
        {
            entryStart = lexer.Cursor.Offset;
            var token = lexer.Next();
            switch (token)
            {
                case ExpositionToken.Eof:
                    return ExpositionEntry.End;
                case ExpositionToken.Linebreak:
                    continue;
                case ExpositionToken.Help or ExpositionToken.Type:
                    return ReadMetadata(token);
                case ExpositionToken.Comment:
                    token = lexer.Next();
                    return token == ExpositionToken.Linebreak
                        ? ExpositionEntry.Comment
                        : Unexpected("linebreak expected after comment", token);
                case ExpositionToken.BOpen:
                    isNameSet = false;
                    seriesStart = lexer.Cursor.Start;
                    return ReadLabels() ? ReadSample(lexer.Next()) : ExpositionEntry.Invalid;
                case ExpositionToken.MName:
                    return ReadNamedSample();
                default:
                    return Unexpected("expected a valid start token", token);
            }
        }
    }

    private ExpositionEntry ReadNamedSample()
    {
        seriesStart = lexer.Cursor.Start;
        seriesEnd = lexer.Cursor.Offset;
        isNameSet = true;
        var token = lexer.Next();
        if (token == ExpositionToken.BOpen)
        {
            if (!ReadLabels())
            {
                return ExpositionEntry.Invalid;
            }

            token = lexer.Next();
        }

        return ReadSample(token);
    }

    private bool ReadLabels()
    {
        var token = lexer.Next();
        while (token != ExpositionToken.BClose)
        {
            var isQuoted = token == ExpositionToken.QString;
            if (!isQuoted && token != ExpositionToken.LName)
            {
                _ = Unexpected("expected label name", token);
                return false;
            }

            token = lexer.Next();
            if (isQuoted && token is ExpositionToken.Comma or ExpositionToken.BClose)
            {
                if (isNameSet)
                {
                    _ = Fail($"metric name already set while parsing: {Quoted(lexer.Cursor.Offset)}");
                    return false;
                }

                isNameSet = true;
                token = token == ExpositionToken.Comma ? lexer.Next() : token;
                continue;
            }

            if (token != ExpositionToken.Equal || !ReadLabelValue())
            {
                _ = Error is null ? Unexpected("expected equal", token) : default;
                return false;
            }

            // Commas may follow the last label, and may be missing between labels; the original is as lenient.
            token = lexer.Next();
            token = token == ExpositionToken.Comma ? lexer.Next() : token;
        }

        seriesEnd = lexer.Cursor.Offset;
        return true;
    }

    private bool ReadLabelValue()
    {
        var token = lexer.Next();
        if (token != ExpositionToken.LValue)
        {
            _ = Unexpected("expected label value", token);
            return false;
        }

        if (!Utf8.IsValid(lexer.Cursor.Token))
        {
            _ = Fail($"invalid UTF-8 label value: {QuotedBytes.Quote(lexer.Cursor.Token)}");
            return false;
        }

        return true;
    }

    private ExpositionEntry ReadSample(ExpositionToken token)
    {
        if (!isNameSet)
        {
            return Fail($"metric name not set while parsing: {Quoted(lexer.Cursor.Offset)}");
        }

        if (token != ExpositionToken.Value)
        {
            return Unexpected("expected value after metric", token);
        }

        var outcome = FloatReader.Read(lexer.Cursor.Token, out var value);
        if (outcome != FloatOutcome.Read)
        {
            var complaint = FloatReader.Complaint(outcome, lexer.Cursor.Token);
            return Fail($"{complaint} while parsing: {Quoted(lexer.Cursor.Offset)}");
        }

        Value = value;
        HasTimestamp = false;
        token = lexer.Next();
        return token switch
        {
            ExpositionToken.Linebreak => ExpositionEntry.Series,
            ExpositionToken.Timestamp => ReadTimestamp(),
            _ => Unexpected("expected timestamp or new record", token),
        };
    }

    private ExpositionEntry ReadTimestamp()
    {
        if (!long.TryParse(lexer.Cursor.Token, NumberStyles.None, CultureInfo.InvariantCulture, out var timestampMs))
        {
            return Fail(
                $"strconv.ParseInt: parsing {QuotedBytes.Quote(lexer.Cursor.Token)}: value out of range "
                + $"while parsing: {Quoted(lexer.Cursor.Offset)}");
        }

        HasTimestamp = true;
        Timestamp = new TimestampMs(timestampMs);
        var token = lexer.Next();
        return token == ExpositionToken.Linebreak
            ? ExpositionEntry.Series
            : Unexpected("expected next entry after timestamp", token);
    }

    private ExpositionEntry ReadMetadata(ExpositionToken kind)
    {
        var word = kind == ExpositionToken.Help ? "HELP" : "TYPE";
        var token = lexer.Next();
        if (token != ExpositionToken.MName)
        {
            return Unexpected($"expected metric name after {word}", token);
        }

        var isQuoted = lexer.Cursor.Token[0] == (byte)'"';
        nameStart = lexer.Cursor.Start + (isQuoted ? 1 : 0);
        nameEnd = lexer.Cursor.Offset - (isQuoted ? 1 : 0);
        token = lexer.Next();
        if (token != ExpositionToken.Text)
        {
            return Fail($"expected text in {word}, got {Word(token)}");
        }

        textStart = lexer.Cursor.Start + (lexer.Cursor.Token.Length > 1 ? 1 : 0);
        textEnd = lexer.Cursor.Token.Length > 1 ? lexer.Cursor.Offset : textStart;
        if (kind == ExpositionToken.Type)
        {
            if (!MetricTypeWords.TryParseText(MetadataText, out var type))
            {
                return Fail($"invalid metric type {QuotedBytes.Quote(MetadataText)}");
            }

            DeclaredType = type;
        }
        else if (!Utf8.IsValid(MetadataText))
        {
            return Fail($"help text {QuotedBytes.Quote(MetadataText)} is not a valid utf8 string");
        }

        token = lexer.Next();
        if (token != ExpositionToken.Linebreak)
        {
            return Unexpected("linebreak expected after metadata", token);
        }

        return kind == ExpositionToken.Help ? ExpositionEntry.Help : ExpositionEntry.Type;
    }

    private ExpositionEntry Unexpected(string expected, ExpositionToken got)
    {
        var end = Math.Min(lexer.Cursor.Length, lexer.Cursor.Offset + 1);
        var token = QuotedBytes.Quote(lexer.Cursor.Bytes(lexer.Cursor.Start, end));
        return Fail($"{expected}, got {token} (\"{Word(got)}\") while parsing: {Quoted(end)}");
    }

    private readonly string Quoted(int end) => QuotedBytes.Quote(lexer.Cursor.Bytes(entryStart, end));

    private static string Word(ExpositionToken token) => token.ToString().ToUpperInvariant();

    private ExpositionEntry Fail(string message)
    {
        Error = ExpositionError.At(message, lexer.Cursor.Data, lexer.Cursor.Start);
        lexer.Cursor.Offset = lexer.Cursor.Length;
        return ExpositionEntry.Invalid;
    }
}
