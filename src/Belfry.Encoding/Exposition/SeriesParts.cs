namespace Belfry.Encoding.Exposition;

/// <summary>
/// Walks over the labels of a well-formed series as it stands in an exposition, nothing resolved and nothing copied.
/// </summary>
internal ref struct SeriesParts
{
    private TextLexer lexer;

    internal SeriesParts(ReadOnlySpan<byte> series) => lexer = new TextLexer(series);

    /// <summary>The metric's name without quotes; complete when there is no further label.</summary>
    internal ReadOnlySpan<byte> MetricName { get; private set; }

    /// <summary>The label's name without quotes.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The label's value without quotes.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next label that is not called <paramref name="passedOver"/>; false at the end.</summary>
    internal bool NextLabel(scoped ReadOnlySpan<byte> passedOver)
    {
        while (NextLabel())
        {
            if (passedOver.IsEmpty || !Name.SequenceEqual(passedOver))
            {
                return true;
            }
        }

        return false;
    }

    private bool NextLabel()
    {
        while (true)
        {
            var token = lexer.Next();
            switch (token)
            {
                case ExpositionToken.MName:
                    MetricName = lexer.Cursor.Token;
                    continue;
                case ExpositionToken.BOpen or ExpositionToken.Comma:
                    continue;
                case ExpositionToken.LName or ExpositionToken.QString:
                    break;
                default:
                    return false;
            }

            Name = token == ExpositionToken.QString ? lexer.Cursor.Token[1..^1] : lexer.Cursor.Token;
            token = lexer.Next();
            if (token == ExpositionToken.Equal)
            {
                _ = lexer.Next();
                Value = lexer.Cursor.Token[1..^1];
                return true;
            }

            MetricName = Name;
            if (token != ExpositionToken.Comma)
            {
                return false;
            }
        }
    }
}
