using System.Text;

namespace Belfry.Query.PromQL;

/// <summary>A node of a parsed query. Immutable; type-checked when it comes from <see cref="PromQLParser"/>.</summary>
public abstract class Expression
{
    private protected Expression(SourceSpan span) => Span = span;

    /// <summary>Where it stands in the query's text.</summary>
    public SourceSpan Span { get; }

    /// <summary>What it evaluates to.</summary>
    public abstract ExpressionType Type { get; }

    /// <summary>
    /// The expressions directly inside, in the order they are written; each may be inspected, none is null.
    /// </summary>
    public abstract IReadOnlyList<Expression> Children { get; }

    /// <summary>What the parentheses around it hold; the expression itself when there are none.</summary>
    internal Expression WithoutParentheses
    {
        get
        {
            var inside = this;
            while (inside is ParenthesizedExpression parenthesized)
            {
                inside = parenthesized.Inner;
            }

            return inside;
        }
    }

    /// <summary>Prometheus's canonical text of the expression; parsing it gives an equal expression.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        new ExpressionPrinter(text).Append(this);
        return text.ToString();
    }
}
