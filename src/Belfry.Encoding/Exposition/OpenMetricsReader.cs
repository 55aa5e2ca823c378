using System.Text.Unicode;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Reads OpenMetrics 1.0 text. What it takes and refuses, and its messages, are those of prometheus
/// <c>model/textparse/openmetricsparse.go</c>, which checks the grammar but not the meaning of families.
/// <c>_created</c> samples are samples like any other, unless they are taken to say since when others count. The
/// default value reads an empty text.
/// </summary>
public ref struct OpenMetricsReader : IExpositionReader
{
    private readonly bool areUnitsChecked;
    private readonly bool takesCreated;
    private OpenMetricsLexer lexer;
    private int entryStart;
    private int seriesStart;
    private int seriesEnd;
    private int nameStart;
    private int nameEnd;
    private int textStart;
    private int textEnd;
    private bool isNameSet;

    // Of the sample read last: its exemplar's braces with what is in them, and what follows.
    private bool hasExemplar;
    private int exemplarStart;
    private int exemplarEnd;
    private ExposedExemplar exemplarTail;

    // Up to where it is known what comes next of `_created` series and metadata; the series, empty when there is none
    // before the metadata; and its value in milliseconds.
    private int aheadOffset;
    private int aheadStart;
    private int aheadEnd;
    private long aheadMs;

    // The `_created` series that was found for an earlier sample, and may be about further ones; empty when there is
    // none.
    private int createdStart;
    private int createdEnd;
    private TimestampMs created;

    /// <summary>A reader before the first entry of <paramref name="text"/>.</summary>
    /// <param name="text">The exposition.</param>
    /// <param name="areUnitsChecked">Whether a unit that does not end its family's name is an error.</param>
    /// <param name="takesCreated">
    /// Whether <c>_created</c> series of counters, summaries and histograms are left out, as they only say since when
    /// others count.
    /// </param>
    public OpenMetricsReader(ReadOnlySpan<byte> text, bool areUnitsChecked = true, bool takesCreated = false)
    {
        this.takesCreated = takesCreated;
        lexer = new OpenMetricsLexer(text);
        this.areUnitsChecked = areUnitsChecked;
    }

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> SeriesText => lexer.Cursor.Data[seriesStart..seriesEnd];

    /// <inheritdoc/>
    public readonly ReadOnlySpan<byte> EntryText => lexer.Cursor.Data[entryStart..lexer.Cursor.Offset];

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
    public int ExemplarCount { get; private set; }

    /// <inheritdoc/>
    public ExpositionError? Error { get; private set; }

    /// <inheritdoc/>
    public readonly string MetadataAsText() => Escapes.ToText(MetadataText, resolveQuotes: true);

    /// <inheritdoc/>
    public bool TryReadExemplar(LabelsBuilder labels, out ExposedExemplar exemplar)
    {
        exemplar = exemplarTail;
        if (!hasExemplar)
        {
            return false;
        }

        // One with a repeated name has no labels that could be kept.
        hasExemplar = false;
        var text = lexer.Cursor.Data[exemplarStart..exemplarEnd];
        return Exposition.SeriesText.CopyLabels(text, MetricType.Unknown, labels) is null;
    }

    /// <inheritdoc/>
    public bool TryReadStart(out TimestampMs start)
    {
        start = created;
        if (!CreatedSeries.Has(DeclaredType))
        {
            createdEnd = createdStart;
            return false;
        }

        if (IsAbout(createdStart, createdEnd))
        {
            return true;
        }

        if (aheadOffset <= lexer.Cursor.Offset)
        {
            LookAhead();
        }

        if (!IsAbout(aheadStart, aheadEnd) || aheadMs == 0)
        {
            createdEnd = createdStart;
            return false;
        }

        start = new TimestampMs(aheadMs);
        (created, createdStart, createdEnd) = (start, aheadStart, aheadEnd);
        return true;
    }

    /// <inheritdoc/>
    public bool TryReadKnownSeries(ReadOnlySpan<byte> seriesText)
    {
        if (takesCreated && CreatedSeries.MayBe(seriesText))
        {
            return false;
        }

        var data = lexer.Cursor.Data;
        var start = lexer.Cursor.Offset;
        var end = start + seriesText.Length;
        if (end + 1 >= data.Length || data[end] != (byte)' ' || lexer.Cursor.State != LexerState.LineStart
            || !data.Slice(start, seriesText.Length).SequenceEqual(seriesText))
        {
            return false;
        }

        if (!SampleTail.TryRead(data[(end + 1)..], isTimeInSeconds: true, out var tail))
        {
            return false;
        }

        entryStart = start;
        seriesStart = start;
        seriesEnd = end;
        hasExemplar = false;
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

        // The length of a family's name, by which `_created` series are told, is only known of entries that are read.
        if (takesCreated || lexer.Cursor.State != LexerState.LineStart || !data[start..].StartsWith(entryText))
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
        var entry = ReadEntry();
        while (takesCreated && entry == ExpositionEntry.Series && CreatedSeries.Has(DeclaredType)
            && CreatedSeries.Is(SeriesText))
        {
            entry = ReadEntry();
        }

        return entry;
    }

    private readonly bool IsAbout(int start, int end) => end > start && CreatedSeries.IsAbout(
        lexer.Cursor.Data[start..end], SeriesText, nameEnd - nameStart, DeclaredType);

    // A reader of the rest goes on to the next `_created` series, or to the end of this family. What is wrong there is
    // for this reader to say when it comes to it.
    private void LookAhead()
    {
        var rest = this;
        var entry = rest.ReadEntry();
        while (entry == ExpositionEntry.Series && !CreatedSeries.Is(rest.SeriesText))
        {
            entry = rest.ReadEntry();
        }

        var isFound = entry == ExpositionEntry.Series;
        aheadOffset = entry is ExpositionEntry.End or ExpositionEntry.Invalid ? int.MaxValue : rest.lexer.Cursor.Offset;
        (aheadStart, aheadEnd) = isFound ? (rest.seriesStart, rest.seriesEnd) : (0, 0);
        aheadMs = isFound ? (long)(rest.Value * 1000) : 0;
    }

    private ExpositionEntry ReadEntry()
    {
        entryStart = lexer.Cursor.Offset;
        var token = lexer.Next();
        switch (token)
        {
            case ExpositionToken.EofWord:
                return lexer.Next() == ExpositionToken.Eof ? ExpositionEntry.End : Fail("unexpected data after # EOF");
            case ExpositionToken.Eof:
                return FailAtEnd();
            case ExpositionToken.Help or ExpositionToken.Type or ExpositionToken.Unit:
                return ReadMetadata(token);
            case ExpositionToken.BOpen:
                isNameSet = false;
                seriesStart = entryStart;
                return ReadLabels(isExemplar: false) ? ReadSample(lexer.Next()) : ExpositionEntry.Invalid;
            case ExpositionToken.MName:
                return ReadNamedSample();
            default:
                return Unexpected("expected a valid start token", token);
        }
    }

    private ExpositionEntry ReadNamedSample()
    {
        seriesStart = entryStart;
        seriesEnd = lexer.Cursor.Offset;
        isNameSet = true;
        var token = lexer.Next();
        if (token == ExpositionToken.BOpen)
        {
            if (!ReadLabels(isExemplar: false))
            {
                return ExpositionEntry.Invalid;
            }

            token = lexer.Next();
        }

        return ReadSample(token);
    }

    private bool ReadLabels(bool isExemplar)
    {
        var token = lexer.Next();
        while (token != ExpositionToken.BClose)
        {
            var isQuoted = token == ExpositionToken.QString;
            if (!isQuoted && token != ExpositionToken.LName)
            {
                return Refuse("expected label name", token);
            }

            token = lexer.Next();
            if (isQuoted && token is ExpositionToken.Comma or ExpositionToken.BClose)
            {
                if (isExemplar)
                {
                    return Refuse("expected label name", token);
                }

                if (isNameSet)
                {
                    _ = Fail($"metric name already set while parsing: {Quoted(lexer.Cursor.Offset)}");
                    return false;
                }

                isNameSet = true;
                token = token == ExpositionToken.Comma ? lexer.Next() : token;
                continue;
            }

            if (token != ExpositionToken.Equal)
            {
                return Refuse("expected equal", token);
            }

            if (!ReadLabelValue())
            {
                return false;
            }

            // A comma may follow the last label.
            token = lexer.Next();
            if (token == ExpositionToken.Comma)
            {
                token = lexer.Next();
            }
            else if (token != ExpositionToken.BClose)
            {
                return Refuse("expected comma or brace close", token);
            }
        }

        seriesEnd = isExemplar ? seriesEnd : lexer.Cursor.Offset;
        return true;
    }

    private bool ReadLabelValue()
    {
        var token = lexer.Next();
        if (token != ExpositionToken.LValue)
        {
            return Refuse("expected label value", token);
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

        if (!ReadValue(token, "metric", out var value))
        {
            return ExpositionEntry.Invalid;
        }

        Value = value;
        HasTimestamp = false;
        hasExemplar = false;
        token = lexer.Next();
        switch (token)
        {
            case ExpositionToken.Eof:
                return FailAtEnd();
            case ExpositionToken.Linebreak:
                return ExpositionEntry.Series;
            case ExpositionToken.Comment:
                return ReadExemplar();
            case ExpositionToken.Timestamp:
                if (!ReadTime("timestamp", out var timestamp))
                {
                    return ExpositionEntry.Invalid;
                }

                HasTimestamp = true;
                Timestamp = timestamp;
                token = lexer.Next();
                return token switch
                {
                    ExpositionToken.Linebreak => ExpositionEntry.Series,
                    ExpositionToken.Comment => ReadExemplar(),
                    _ => Unexpected("expected next entry after timestamp", token),
                };
            default:
                return Unexpected("expected timestamp or # symbol", token);
        }
    }

    private ExpositionEntry ReadExemplar()
    {
        exemplarStart = lexer.Cursor.Offset - 1;
        if (!ReadLabels(isExemplar: true))
        {
            return ExpositionEntry.Invalid;
        }

        exemplarEnd = lexer.Cursor.Offset;
        if (!ReadValue(lexer.Next(), "exemplar labels", out var value))
        {
            return ExpositionEntry.Invalid;
        }

        ExemplarCount++;
        var token = lexer.Next();
        switch (token)
        {
            case ExpositionToken.Eof:
                return FailAtEnd();
            case ExpositionToken.Linebreak:
                return KeepExemplar(new ExposedExemplar(value, HasTimestamp: false, default));
            case ExpositionToken.Timestamp:
                if (!ReadTime("exemplar timestamp", out var timestamp))
                {
                    return ExpositionEntry.Invalid;
                }

                token = lexer.Next();
                return token == ExpositionToken.Linebreak
                    ? KeepExemplar(new ExposedExemplar(value, HasTimestamp: true, timestamp))
                    : Unexpected("expected next entry after exemplar timestamp", token);
            default:
                return Unexpected("expected timestamp or comment", token);
        }
    }

    private ExpositionEntry KeepExemplar(ExposedExemplar exemplar)
    {
        exemplarTail = exemplar;
        hasExemplar = true;
        return ExpositionEntry.Series;
    }

    private bool ReadValue(ExpositionToken token, string after, out double value)
    {
        value = 0;
        if (token != ExpositionToken.Value)
        {
            return Refuse($"expected value after {after}", token);
        }

        return ReadFloat(out value);
    }

    private bool ReadTime(string what, out TimestampMs timestamp)
    {
        timestamp = default;
        if (!ReadFloat(out var seconds))
        {
            return false;
        }

        if (!double.IsFinite(seconds))
        {
            _ = Fail($"invalid {what} {FloatText.Plain(seconds)}");
            return false;
        }

        timestamp = new TimestampMs((long)(seconds * 1000));
        return true;
    }

    // The token starts with its space.
    private bool ReadFloat(out double value)
    {
        var text = lexer.Cursor.Token[1..];
        var outcome = FloatReader.Read(text, out value);
        if (outcome == FloatOutcome.Read)
        {
            return true;
        }

        _ = Fail($"{FloatReader.Complaint(outcome, text)} while parsing: {Quoted(lexer.Cursor.Offset)}");
        return false;
    }

    private ExpositionEntry ReadMetadata(ExpositionToken kind)
    {
        var word = Word(kind);
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
            return Fail($"expected text in {word}");
        }

        textStart = lexer.Cursor.Start + 1;
        textEnd = lexer.Cursor.Offset - 1;
        return kind switch
        {
            ExpositionToken.Type => ReadType(),
            ExpositionToken.Unit => ReadUnit(),
            _ when !Utf8.IsValid(MetadataText) =>
                Fail($"help text {QuotedBytes.Quote(MetadataText)} is not a valid utf8 string"),
            _ => ExpositionEntry.Help,
        };
    }

    private ExpositionEntry ReadType()
    {
        if (!MetricTypeWords.TryParseOpenMetrics(MetadataText, out var type))
        {
            return Fail($"invalid metric type {QuotedBytes.Quote(MetadataText)}");
        }

        DeclaredType = type;
        return ExpositionEntry.Type;
    }

    private ExpositionEntry ReadUnit()
    {
        var unit = MetadataText;
        var name = FamilyName;
        var isSuffix = unit.IsEmpty || !areUnitsChecked
            || (name.Length > unit.Length && name.EndsWith(unit) && name[name.Length - unit.Length - 1] == (byte)'_');
        return isSuffix
            ? ExpositionEntry.Unit
            : Fail($"unit {QuotedBytes.Quote(unit)} not a suffix of metric {QuotedBytes.Quote(name)}");
    }

    private bool Refuse(string expected, ExpositionToken got)
    {
        _ = Unexpected(expected, got);
        return false;
    }

    private ExpositionEntry Unexpected(string expected, ExpositionToken got)
    {
        var end = Math.Min(lexer.Cursor.Length, lexer.Cursor.Offset + 1);
        var token = QuotedBytes.Quote(lexer.Cursor.Bytes(lexer.Cursor.Start, end));
        return Fail($"{expected}, got {token} (\"{Word(got)}\") while parsing: {Quoted(end)}");
    }

    private readonly string Quoted(int end) => QuotedBytes.Quote(lexer.Cursor.Bytes(entryStart, end));

    private static string Word(ExpositionToken token) => token.ToString().ToUpperInvariant();

    private ExpositionEntry FailAtEnd()
    {
        lexer.Cursor.Start = lexer.Cursor.Offset;
        return Fail("data does not end with # EOF");
    }

    private ExpositionEntry Fail(string message)
    {
        Error = ExpositionError.At(message, lexer.Cursor.Data, lexer.Cursor.Start);
        lexer.Cursor.Offset = lexer.Cursor.Length;
        return ExpositionEntry.Invalid;
    }
}
