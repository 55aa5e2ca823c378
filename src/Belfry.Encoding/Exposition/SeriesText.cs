using System.Buffers;
using Belfry.Model;
using Belfry.Model.Metrics;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Takes the labels out of a series as it stands in an exposition that a reader has accepted: name and braces, quoted
/// names, escapes. Histogram bounds and summary quantiles are brought to one spelling, as the original does on ingest.
/// </summary>
public static class SeriesText
{
    /// <summary>
    /// Replaces what is in <paramref name="destination"/> by the labels of <paramref name="series"/>. A name that
    /// comes twice or is empty is the problem that is returned; otherwise null. Labels with an empty value are left
    /// out.
    /// </summary>
    /// <param name="series">From <see cref="IExpositionReader.SeriesText"/>; trusted to be well formed.</param>
    /// <param name="declaredType">The type declared last before it.</param>
    /// <param name="destination">Receives the labels, the metric name among them.</param>
    public static string? CopyLabels(ReadOnlySpan<byte> series, MetricType declaredType, LabelsBuilder destination)
    {
        destination.Clear();
        var lexer = new TextLexer(series);
        var token = lexer.Next();
        string? problem = null;
        if (token == ExpositionToken.MName)
        {
            problem = Add(LabelNames.MetricNameUtf8, lexer.Cursor.Token, declaredType, destination);
            token = lexer.Next();
        }

        while (problem is null && token is ExpositionToken.BOpen or ExpositionToken.Comma or ExpositionToken.LName
            or ExpositionToken.QString)
        {
            token = token is ExpositionToken.BOpen or ExpositionToken.Comma ? lexer.Next() : token;
            var name = lexer.Cursor.Token;
            var isQuoted = token == ExpositionToken.QString;
            if (!isQuoted && token != ExpositionToken.LName)
            {
                continue;
            }

            name = isQuoted ? name[1..^1] : name;
            token = lexer.Next();
            if (token != ExpositionToken.Equal)
            {
                problem = Add(LabelNames.MetricNameUtf8, name, declaredType, destination);
                continue;
            }

            _ = lexer.Next();
            problem = Add(name, lexer.Cursor.Token[1..^1], declaredType, destination);
            token = lexer.Next();
        }

        return problem;
    }

    /// <summary>
    /// True when the series writes a label of this name, be its value empty; escapes in names count as written.
    /// </summary>
    public static bool Mentions(ReadOnlySpan<byte> series, ReadOnlySpan<byte> name)
    {
        var lexer = new TextLexer(series);
        var token = lexer.Next();
        while (token is not (ExpositionToken.Eof or ExpositionToken.Invalid))
        {
            var isName = token switch
            {
                ExpositionToken.LName => lexer.Cursor.Token.SequenceEqual(name),
                ExpositionToken.QString => lexer.Cursor.Token[1..^1].SequenceEqual(name),
                _ => false,
            };
            token = lexer.Next();
            if (isName && token == ExpositionToken.Equal)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Add(
        scoped ReadOnlySpan<byte> name,
        scoped ReadOnlySpan<byte> value,
        MetricType declaredType,
        LabelsBuilder destination)
    {
        if (name.IsEmpty)
        {
            return "invalid metric name or label names: a label has an empty name";
        }

        byte[]? rented = null;
        if (name.Contains((byte)'\\') || value.Contains((byte)'\\'))
        {
            rented = ArrayPool<byte>.Shared.Rent(name.Length + value.Length);
            var nameLength = Escapes.Resolve(name, rented);
            var valueLength = Escapes.Resolve(value, rented.AsSpan(nameLength));
            name = rented.AsSpan(0, nameLength);
            value = rented.AsSpan(nameLength, valueLength);
        }

        Span<byte> bound = stackalloc byte[FloatUtf8.LengthMax];
        if (IsBound(name, declaredType) && OpenMetricsFloat.TryNormalise(value, bound, out var written))
        {
            value = bound[..written];
        }

        string? problem = null;
        if (!destination.Get(name).IsEmpty)
        {
            problem = $"label name {QuotedBytes.Quote(name)} is not unique: invalid sample";
        }
        else if (name.IsEmpty)
        {
            problem = "invalid metric name or label names: a label has an empty name";
        }

        destination.Set(name, value);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return problem;
    }

    private static bool IsBound(ReadOnlySpan<byte> name, MetricType declaredType) => declaredType switch
    {
        MetricType.Histogram => name.SequenceEqual(LabelNames.BucketUtf8),
        MetricType.Summary => name.SequenceEqual("quantile"u8),
        _ => false,
    };
}
