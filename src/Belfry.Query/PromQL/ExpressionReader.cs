using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

/// <summary>
/// Builds the tree from tokens by recursive descent. A method that returns null has reported why, and reading ends;
/// what
/// is wrong only in meaning is reported and reading goes on, as Prometheus does. Not thread-safe.
/// </summary>
internal sealed partial class ExpressionReader(Lexer lexer, ProblemList problems, PromQLFeatures features)
{
    internal const string TooDeep = "expression is nested too deeply";
    internal const string TooDeepHint = "record the inner parts by rules";

    private Token current;
    private int previousEnd;
    private int depth;
    private Expression? brokenMatrix;

    internal Expression? ReadQuery()
    {
        Advance();
        if (current.Kind == TokenKind.EndOfInput)
        {
            problems.Add(default, "no expression found in input");
            return null;
        }

        var expression = ReadBinary(0);
        return expression is not null && ExpectEnd() ? expression : null;
    }

    internal IReadOnlyList<LabelMatcher>? ReadSelectorOnly()
    {
        Advance();
        if (current.Kind != TokenKind.LeftBrace && !Keywords.CanNameMetric(current))
        {
            Unexpected("", "");
            return null;
        }

        var selector = ReadSelector();
        return selector is not null && ExpectEnd() ? selector.Matchers : null;
    }

    private bool ExpectEnd()
    {
        if (current.Kind == TokenKind.EndOfInput)
        {
            return true;
        }

        Unexpected("", "");
        return false;
    }

    private Token Advance()
    {
        var taken = current;
        previousEnd = taken.End;
        current = lexer.Next();
        if (current.Kind == TokenKind.Error)
        {
            problems.Add(current.Span, current.Text);
        }

        return taken;
    }

    private bool TryTake(TokenKind kind)
    {
        if (current.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool Expect(TokenKind kind, string context = "", string expected = "")
    {
        if (TryTake(kind))
        {
            return true;
        }

        Unexpected(context, expected);
        return false;
    }

    private void Unexpected(string context, string expected)
    {
        // The lexer's own errors were reported when they were read.
        if (current.Kind != TokenKind.Error)
        {
            var message = "unexpected " + current.Describe(lexer.TextOf(current.Start, current.End));
            message += context.Length > 0 ? " in " + context : "";
            message += expected.Length > 0 ? ", expected " + expected : "";
            problems.Add(current.Span, message);
        }
    }

    private Expression? ReadBinary(int least)
    {
        if (!Descend())
        {
            return null;
        }

        var left = ReadUnary();
        while (left is not null && TryReadOperator(least, out var op))
        {
            left = ReadRightSide(left, op);
        }

        depth--;
        return left;
    }

    private bool Descend()
    {
        if (++depth <= PromQLParser.DepthMax)
        {
            return true;
        }

        problems.Add(current.Span, TooDeep, TooDeepHint);
        return false;
    }

    private bool TryReadOperator(int least, out BinaryOperator op)
    {
        op = default;
        if (current.Kind != TokenKind.Operator || !TryOperator(current.Text, out op) || op.Precedence() < least)
        {
            return false;
        }

        Advance();
        return true;
    }

    private static bool TryOperator(string text, out BinaryOperator op)
    {
        foreach (var candidate in Enum.GetValues<BinaryOperator>())
        {
            if (candidate.Text().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                op = candidate;
                return true;
            }
        }

        op = default;
        return false;
    }

    private BinaryExpression? ReadRightSide(Expression left, BinaryOperator op)
    {
        var returnsBool = current.Is(TokenKind.Keyword, "bool");
        if (returnsBool)
        {
            Advance();
        }

        var matching = ReadMatching();
        if (matching is null)
        {
            return null;
        }

        // Power alone binds to the right.
        var right = ReadBinary(op == BinaryOperator.Power ? BinaryOperatorTraits.PowerPrecedence : op.Precedence() + 1);
        return right is null ? null : new BinaryExpression(op, left, right, returnsBool, matching);
    }

    private VectorMatching? ReadMatching()
    {
        var matching = new VectorMatching();
        if (current.Is(TokenKind.Keyword, "on") || current.Is(TokenKind.Keyword, "ignoring"))
        {
            var isOn = Advance().Is(TokenKind.Keyword, "on");
            if (ReadGroupingLabels() is not { } labels)
            {
                return null;
            }

            matching = matching with { IsOn = isOn, Labels = labels };
            var isLeft = current.Is(TokenKind.Keyword, "group_left");
            if (isLeft || current.Is(TokenKind.Keyword, "group_right"))
            {
                Advance();
                var include = current.Kind == TokenKind.LeftParen ? ReadGroupingLabels() : [];
                if (include is null)
                {
                    return null;
                }

                var cardinality = isLeft ? MatchCardinality.ManyToOne : MatchCardinality.OneToMany;
                matching = matching with { Cardinality = cardinality, Include = include };
            }
        }

        return ReadFills(matching);
    }

    private VectorMatching? ReadFills(VectorMatching matching)
    {
        while (current.Kind == TokenKind.Keyword && lexer.IsNext('(')
            && current.Text.StartsWith("fill", StringComparison.OrdinalIgnoreCase))
        {
            var word = Advance().Text.ToLowerInvariant();
            Advance();
            var sign = ReadSign();
            var literal = ReadNumber();
            if (literal is null || !Expect(TokenKind.RightParen))
            {
                return null;
            }

            var value = sign * literal.Value;
            matching = word switch
            {
                "fill_left" => matching with { FillLeft = value },
                "fill_right" => matching with { FillRight = value },
                _ => matching with { FillLeft = value, FillRight = value },
            };
        }

        return matching;
    }

    private int ReadSign()
    {
        if (current.IsOperator("-") || current.IsOperator("+"))
        {
            return Advance().Text == "-" ? -1 : 1;
        }

        return 1;
    }

    private Expression? ReadUnary()
    {
        if (!current.IsOperator("-") && !current.IsOperator("+"))
        {
            var primary = ReadPrimary();
            return primary is null ? null : ReadPostfix(primary);
        }

        var sign = Advance();
        var operand = ReadBinary(BinaryOperatorTraits.PowerPrecedence);
        return operand switch
        {
            null => null,
            NumberLiteral literal => new NumberLiteral(
                new SourceSpan(sign.Start, literal.Span.End),
                sign.Text == "-" ? -literal.Value : literal.Value,
                literal.IsDuration),
            _ => new UnaryExpression(new SourceSpan(sign.Start, operand.Span.End), sign.Text == "-", operand),
        };
    }
}
