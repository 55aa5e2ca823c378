namespace Belfry.Query.PromQL;

/// <summary>A text in quotes.</summary>
public sealed class StringLiteral : Expression
{
    internal StringLiteral(SourceSpan span, string value)
        : base(span) => Value = value;

    /// <summary>The text without quotes and escapes. Bytes that are not UTF-8 were replaced by U+FFFD.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [];
}
