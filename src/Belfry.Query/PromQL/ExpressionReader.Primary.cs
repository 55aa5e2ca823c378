using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

// Literals, selectors, calls, aggregations.
internal sealed partial class ExpressionReader
{
    private const string ExperimentalFlag = "--enable-feature=promql-experimental-functions";
    private const string WrongArgumentCount = "wrong number of arguments for aggregate expression provided";

    private static readonly FunctionSignature Unknown = new("", ExpressionType.Vector, -1, [ExpressionType.Vector]);

    private Expression? ReadPrimary()
    {
        switch (current.Kind)
        {
            case TokenKind.Number or TokenKind.Duration:
                return ReadNumber();
            case TokenKind.String:
                var text = Advance();
                return new StringLiteral(text.Span, text.Text);
            case TokenKind.LeftParen:
                return ReadParenthesized();
            case TokenKind.LeftBrace:
                return ReadSelector();
            default:
                if (Keywords.CanNameMetric(current))
                {
                    return ReadNamed();
                }

                Unexpected("", "");
                return null;
        }
    }

    private ParenthesizedExpression? ReadParenthesized()
    {
        var start = Advance().Start;
        var inner = ReadBinary(0);
        return inner is not null && Expect(TokenKind.RightParen)
            ? new ParenthesizedExpression(new SourceSpan(start, previousEnd), inner)
            : null;
    }

    private Expression? ReadNamed()
    {
        if (current.Kind == TokenKind.Aggregator)
        {
            // The name of an aggregation may also be a metric's: what follows decides.
            var name = Advance();
            var isAggregate = current.Kind == TokenKind.LeftParen
                || current.Is(TokenKind.Keyword, "by") || current.Is(TokenKind.Keyword, "without");
            return isAggregate ? ReadAggregate(name) : ReadSelector(name);
        }

        return current.Kind is TokenKind.Identifier or TokenKind.Preprocessor && lexer.IsNext('(')
            ? ReadCall()
            : ReadSelector();
    }

    private AggregateExpression? ReadAggregate(Token name)
    {
        var grouping = Grouping.None;
        var hasGrouping = TryReadGroupingWord(out var isWithout);
        if (hasGrouping && !TryReadGrouping(isWithout, out grouping))
        {
            return null;
        }

        if (ReadArguments() is not { } arguments)
        {
            return null;
        }

        if (!hasGrouping && TryReadGroupingWord(out isWithout) && !TryReadGrouping(isWithout, out grouping))
        {
            return null;
        }

        return Aggregate(name, grouping, arguments);
    }

    private bool TryReadGroupingWord(out bool isWithout)
    {
        isWithout = current.Is(TokenKind.Keyword, "without");
        if (!isWithout && !current.Is(TokenKind.Keyword, "by"))
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool TryReadGrouping(bool isWithout, out Grouping grouping)
    {
        var labels = ReadGroupingLabels();
        grouping = labels is null ? Grouping.None : new Grouping(labels, isWithout);
        return labels is not null;
    }

    private AggregateExpression Aggregate(Token name, Grouping grouping, List<Expression> arguments)
    {
        var op = AggregateOperatorTraits.Named(name.Text.ToLowerInvariant());
        var span = new SourceSpan(name.Start, previousEnd);
        var expected = op.HasParameter() ? 2 : 1;
        if (arguments.Count == 0)
        {
            problems.Add(span, "no arguments for aggregate expression provided");
        }
        else if (op.IsExperimental() && !features.ExperimentalFunctions)
        {
            problems.Add(
                span,
                $"{op.Text()}() is experimental and must be enabled with {ExperimentalFlag}");
        }
        else if (arguments.Count != expected)
        {
            problems.Add(span, string.Create(
                CultureInfo.InvariantCulture,
                $"{WrongArgumentCount}, expected {expected}, got {arguments.Count}"));
        }

        var operand = arguments.Count > 0 ? arguments[^1] : new NumberLiteral(span, 0, false);
        var parameter = op.HasParameter() ? arguments.FirstOrDefault() : null;
        return new AggregateExpression(span, op, operand, parameter, grouping);
    }

    private FunctionCall? ReadCall()
    {
        var name = Advance();
        if (ReadArguments() is not { } arguments)
        {
            return null;
        }

        if (!FunctionCatalog.TryFind(name.Text, out var signature))
        {
            problems.Add(
                name.Span,
                $"unknown function with name {QuotedText.Quote(name.Text)}",
                FunctionSuggestion.For(name.Text));
        }
        else if (signature!.IsExperimental && !features.ExperimentalFunctions)
        {
            problems.Add(
                name.Span, $"function {QuotedText.Quote(name.Text)} is not enabled",
                $"start with {ExperimentalFlag}");
        }

        return new FunctionCall(new SourceSpan(name.Start, previousEnd), signature ?? Unknown, arguments);
    }

    private List<Expression>? ReadArguments()
    {
        if (!Expect(TokenKind.LeftParen))
        {
            return null;
        }

        var arguments = new List<Expression>();
        while (current.Kind != TokenKind.RightParen)
        {
            if (ReadBinary(0) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
            if (current.Kind == TokenKind.Comma)
            {
                var comma = Advance();
                if (current.Kind == TokenKind.RightParen)
                {
                    problems.Add(comma.Span, "trailing commas not allowed in function call args");
                }
            }
            else if (current.Kind != TokenKind.RightParen)
            {
                Unexpected("", "");
                return null;
            }
        }

        Advance();
        return arguments;
    }

    private List<string>? ReadGroupingLabels()
    {
        const string Context = "grouping opts";
        if (!Expect(TokenKind.LeftParen, Context, "\"(\""))
        {
            return null;
        }

        var labels = new List<string>();
        while (!TryTake(TokenKind.RightParen))
        {
            if (current.Kind != TokenKind.String && !Keywords.CanNameLabel(current))
            {
                Unexpected(Context, "label");
                return null;
            }

            labels.Add(Advance().Text);
            if (current.Kind != TokenKind.RightParen && !Expect(TokenKind.Comma, Context, "\",\" or \")\""))
            {
                return null;
            }
        }

        return labels;
    }

    private VectorSelector? ReadSelector(Token? taken = null)
    {
        var name = taken ?? (current.Kind == TokenKind.LeftBrace ? null : Advance());
        var start = name?.Start ?? current.Start;
        var matchers = new List<LabelMatcher>();
        if (current.Kind == TokenKind.LeftBrace && !TryReadMatchers(matchers))
        {
            return null;
        }

        if (name is { } metric)
        {
            matchers.Add(LabelMatcher.Equality(LabelNames.MetricName, metric.Text));
        }

        return new VectorSelector(new SourceSpan(start, previousEnd), name?.Text ?? "", matchers);
    }

    private bool TryReadMatchers(List<LabelMatcher> matchers)
    {
        const string Context = "label matching";
        Advance();
        while (!TryTake(TokenKind.RightBrace))
        {
            if (!TryReadMatcher(matchers))
            {
                return false;
            }

            if (current.Kind != TokenKind.RightBrace && !Expect(TokenKind.Comma, Context, "\",\" or \"}\""))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadMatcher(List<LabelMatcher> matchers)
    {
        const string Context = "label matching";
        if (current.Kind is not (TokenKind.Identifier or TokenKind.String))
        {
            Unexpected(Context, "identifier or \"}\"");
            return false;
        }

        var name = Advance();
        if (current.Kind is not (TokenKind.Equal or TokenKind.Operator))
        {
            if (name.Kind == TokenKind.String)
            {
                matchers.Add(LabelMatcher.Equality(LabelNames.MetricName, name.Text));
                return true;
            }

            Unexpected(Context, "label matching operator");
            return false;
        }

        var op = Advance();
        if (current.Kind != TokenKind.String)
        {
            Unexpected(Context, "string");
            return false;
        }

        var value = Advance();
        if (LabelMatcher.TryCreate(name.Text, MatchOperatorOf(op), value.Text, out var matcher, out var error))
        {
            matchers.Add(matcher);
        }
        else
        {
            problems.Add(new SourceSpan(name.Start, value.End), error ?? "invalid matcher");
        }

        return true;
    }

    private static MatchOperator MatchOperatorOf(Token token) => token.Text switch
    {
        "=" => MatchOperator.Equal,
        "!=" => MatchOperator.NotEqual,
        "=~" => MatchOperator.RegexMatch,
        _ => MatchOperator.RegexNotMatch,
    };
}
