using System.Collections.Frozen;

namespace Belfry.Query.PromQL;

/// <summary>The words with a meaning of their own, in any case, and where they may still be names.</summary>
internal static class Keywords
{
    private static readonly FrozenDictionary<string, TokenKind> Kinds = Build();

    // These cannot be metric names; every other keyword can.
    private static readonly FrozenSet<string> NeverMetrics = new[]
    {
        "bool", "on", "ignoring", "group_left", "group_right", "atan2",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal static TokenKind KindOf(string word) => Kinds.GetValueOrDefault(word, TokenKind.Identifier);

    internal static bool CanNameMetric(Token token) => token.Kind switch
    {
        TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.Aggregator or TokenKind.Preprocessor => true,
        TokenKind.Keyword => !NeverMetrics.Contains(token.Text),
        TokenKind.Operator => IsSetOperator(token),
        _ => false,
    };

    internal static bool CanNameLabel(Token token) => token.Kind switch
    {
        TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.Aggregator or TokenKind.Preprocessor
            or TokenKind.Keyword => true,
        TokenKind.Operator => IsSetOperator(token) || token.IsOperator("atan2"),
        _ => false,
    };

    private static bool IsSetOperator(Token token) =>
        token.IsOperator("and") || token.IsOperator("or") || token.IsOperator("unless");

    private static FrozenDictionary<string, TokenKind> Build()
    {
        var kinds = new Dictionary<string, TokenKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var op in Enum.GetValues<AggregateOperator>())
        {
            kinds[op.Text()] = TokenKind.Aggregator;
        }

        Add(TokenKind.Operator, "and", "or", "unless", "atan2");
        Add(TokenKind.Number, "inf", "nan");
        Add(TokenKind.Preprocessor, "start", "end", "step", "range");
        Add(TokenKind.Keyword, "offset", "anchored", "smoothed", "by", "without", "on", "ignoring", "group_left");
        Add(TokenKind.Keyword, "group_right", "bool", "fill", "fill_left", "fill_right");
        return kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(TokenKind kind, params string[] words)
        {
            foreach (var word in words)
            {
                kinds[word] = kind;
            }
        }
    }
}
