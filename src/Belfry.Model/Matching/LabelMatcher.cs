using System.Text;
using Belfry.Model.Re2;

namespace Belfry.Model.Matching;

/// <summary>
/// One condition on one label, as in <c>job=~"node|web"</c>. A label that is absent has the empty value, so
/// <c>a=""</c> matches a set without <c>a</c>. Immutable; safe to share between threads.
/// </summary>
public sealed class LabelMatcher : IEquatable<LabelMatcher>
{
    private readonly byte[] valueUtf8;
    private readonly Re2Expression? expression;

    private LabelMatcher(string name, MatchOperator op, string value, Re2Expression? expression)
    {
        Name = name;
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        Operator = op;
        Value = value;
        valueUtf8 = Encoding.UTF8.GetBytes(value);
        this.expression = expression;
    }

    /// <summary>The label's name.</summary>
    public string Name { get; }

    /// <summary>The label's name as UTF-8.</summary>
    public ReadOnlyMemory<byte> NameUtf8 { get; }

    /// <summary>How the value is compared.</summary>
    public MatchOperator Operator { get; }

    /// <summary>The text or expression that the value is compared with.</summary>
    public string Value { get; }

    /// <summary>
    /// The values that can match, when they are a small finite set known without looking (an equality, or an expression
    /// such as <c>a|b|c</c>); otherwise null. Meaningless for the negative operators: it is then what cannot match.
    /// </summary>
    public IReadOnlyList<string>? FiniteValues =>
        expression is null ? [Value] : expression.FiniteValues;

    /// <summary>True when a label set without this label matches.</summary>
    public bool MatchesEmpty => Matches([]);

    /// <summary>
    /// Makes a matcher. False, with <paramref name="error"/> saying why, when <paramref name="value"/> is not a valid
    /// RE2 expression for the regex operators.
    /// </summary>
    public static bool TryCreate(
        string name, MatchOperator op, string value, out LabelMatcher matcher, out string? error)
    {
        error = null;
        if (op is MatchOperator.Equal or MatchOperator.NotEqual)
        {
            matcher = new LabelMatcher(name, op, value, null);
            return true;
        }

        if (!Re2Expression.TryParseAnchored(value, out var expression, out error))
        {
            matcher = null!;
            return false;
        }

        matcher = new LabelMatcher(name, op, value, expression);
        return true;
    }

    /// <summary>An equality, which is always valid.</summary>
    public static LabelMatcher Equality(string name, string value) => new(name, MatchOperator.Equal, value, null);

    /// <summary>
    /// True when a label of this value, as UTF-8, satisfies the condition. Linear in the length of the value.
    /// </summary>
    public bool Matches(ReadOnlySpan<byte> value) => Operator switch
    {
        MatchOperator.Equal => value.SequenceEqual(valueUtf8),
        MatchOperator.NotEqual => !value.SequenceEqual(valueUtf8),
        MatchOperator.RegexMatch => expression!.IsMatch(value),
        _ => !expression!.IsMatch(value),
    };

    /// <summary>True when the label set satisfies the condition.</summary>
    public bool Matches(Labels labels) => Matches(labels.Get(NameUtf8.Span));

    /// <inheritdoc/>
    public bool Equals(LabelMatcher? other) =>
        other is not null && Operator == other.Operator && Name == other.Name && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelMatcher);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Operator, Value);

    /// <summary>As PromQL writes it: <c>job=~"node|web"</c>; names outside the legacy form are quoted.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (LabelNames.IsLegacyLabelName(NameUtf8.Span))
        {
            text.Append(Name);
        }
        else
        {
            QuotedText.Append(text, Name);
        }

        text.Append(Operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.RegexMatch => "=~",
            _ => "!~",
        });
        QuotedText.Append(text, Value);
        return text.ToString();
    }
}
