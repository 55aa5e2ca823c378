namespace Belfry.Query.PromQL;

// Arithmetic of durations inside brackets and after `offset`.
internal sealed partial class ExpressionReader
{
    private const int UnaryPrecedence = 2;
    private bool isDurationImpossible;

    // A literal must be positive; a computed one is checked when the query's step and range are known.
    private bool TryReadPositiveDuration(string context, string expected, out DurationExpression? duration)
    {
        isDurationImpossible = false;
        duration = null;
        if (!IsDurationStart())
        {
            Unexpected(context, expected);
            return false;
        }

        var outer = (durationContext, durationExpected);
        (durationContext, durationExpected) = (context, expected);
        duration = ReadDuration(0);
        (durationContext, durationExpected) = outer;
        if (duration is null)
        {
            return false;
        }

        if (isDurationImpossible)
        {
            problems.Add(default, "duration must be greater than 0");
        }
        else if (duration is { Kind: DurationExpressionKind.Literal, Literal.Value: <= 0 })
        {
            problems.Add(duration.Span, "duration must be greater than 0");
        }

        return true;
    }

    private string durationContext = "";
    private string durationExpected = "";

    private bool IsDurationStart() =>
        current.Kind is TokenKind.Number or TokenKind.Duration or TokenKind.LeftParen
        || current.IsOperator("-") || current.IsOperator("+") || IsDurationWord();

    private bool IsDurationWord() =>
        current.Is(TokenKind.Preprocessor, "step") || current.Is(TokenKind.Preprocessor, "range")
        || current.Is(TokenKind.Identifier, "min_of") || current.Is(TokenKind.Identifier, "max_of");

    // After `offset` only an atom, perhaps with a sign, belongs to the duration: `offset 1m ^ 2` is a power.
    private DurationExpression? ReadOffsetDuration()
    {
        (durationContext, durationExpected) = ("offset", DurationExpected);
        if (!IsDurationStart())
        {
            Unexpected(durationContext, durationExpected);
            return null;
        }

        var sign = current.IsOperator("-") || current.IsOperator("+") ? Advance() : (Token?)null;
        var atom = ReadDurationAtom();
        return atom is null || sign is null ? atom : Signed(sign.Value, atom);
    }

    private static DurationExpression Signed(Token sign, DurationExpression operand)
    {
        var span = new SourceSpan(sign.Start, operand.Span.End);
        if (operand is { Kind: DurationExpressionKind.Literal, IsWrapped: false, Literal: { } literal })
        {
            var value = sign.Text == "-" ? -literal.Value : literal.Value;
            return operand with { Literal = new NumberLiteral(span, value, literal.IsDuration), Span = span };
        }

        return sign.Text == "+"
            ? operand
            : new DurationExpression(DurationExpressionKind.Negation, null, operand, null, span);
    }

    private DurationExpression? ReadDuration(int least)
    {
        if (!Descend())
        {
            return null;
        }

        var left = ReadDurationUnary();
        while (left is not null && TryDurationOperator(out var kind, out var precedence) && precedence >= least)
        {
            var op = Advance();
            var right = ReadDuration(kind == DurationExpressionKind.Power ? precedence : precedence + 1);
            left = right is null ? null : Combined(kind, op, left, right);
        }

        depth--;
        return left;
    }

    private DurationExpression Combined(
        DurationExpressionKind kind, Token op, DurationExpression left, DurationExpression right)
    {
        if (kind is DurationExpressionKind.Divide or DurationExpressionKind.Modulo
            && right is { Kind: DurationExpressionKind.Literal, Literal.Value: 0 })
        {
            problems.Add(op.Span, kind == DurationExpressionKind.Divide ? "division by zero" : "modulo by zero");
            isDurationImpossible = true;
        }

        return new DurationExpression(kind, left, right, null, new SourceSpan(left.Span.Start, right.Span.End));
    }

    private bool TryDurationOperator(out DurationExpressionKind kind, out int precedence)
    {
        (kind, precedence) = current.Kind != TokenKind.Operator ? (default, -1) : current.Text switch
        {
            "+" => (DurationExpressionKind.Add, 1),
            "-" => (DurationExpressionKind.Subtract, 1),
            "*" => (DurationExpressionKind.Multiply, UnaryPrecedence),
            "/" => (DurationExpressionKind.Divide, UnaryPrecedence),
            "%" => (DurationExpressionKind.Modulo, UnaryPrecedence),
            "^" => (DurationExpressionKind.Power, UnaryPrecedence + 1),
            _ => (default, -1),
        };
        return precedence > 0;
    }

    private DurationExpression? ReadDurationUnary()
    {
        if (!current.IsOperator("-") && !current.IsOperator("+"))
        {
            return ReadDurationAtom();
        }

        var sign = Advance();
        var operand = ReadDuration(UnaryPrecedence + 1);
        return operand is null ? null : Signed(sign, operand);
    }

    private DurationExpression? ReadDurationAtom()
    {
        switch (current.Kind)
        {
            case TokenKind.Number or TokenKind.Duration:
                var literal = ReadNumber()!;
                if (Math.Abs(literal.Value) > SecondsMax || double.IsNaN(literal.Value))
                {
                    problems.Add(literal.Span, "duration out of range");
                    isDurationImpossible = true;
                    literal = new NumberLiteral(literal.Span, 0, false);
                }

                return new DurationExpression(DurationExpressionKind.Literal, null, null, literal, literal.Span);
            case TokenKind.LeftParen:
                var start = Advance().Start;
                var inner = ReadDuration(0);
                return inner is not null && ExpectDuration(TokenKind.RightParen)
                    ? inner with { IsWrapped = true, Span = new SourceSpan(start, previousEnd) }
                    : null;
            default:
                if (IsDurationWord())
                {
                    return ReadDurationCall();
                }

                Unexpected(durationContext, durationExpected);
                return null;
        }
    }

    private DurationExpression? ReadDurationCall()
    {
        var name = Advance();
        if (!ExpectDuration(TokenKind.LeftParen))
        {
            return null;
        }

        DurationExpression? left = null;
        DurationExpression? right = null;
        if (name.Kind == TokenKind.Identifier)
        {
            left = ReadDuration(0);
            if (left is null || !ExpectDuration(TokenKind.Comma))
            {
                return null;
            }

            right = ReadDuration(0);
            if (right is null)
            {
                return null;
            }
        }

        if (!ExpectDuration(TokenKind.RightParen))
        {
            return null;
        }

        var kind = name.Text.ToLowerInvariant() switch
        {
            "step" => DurationExpressionKind.Step,
            "range" => DurationExpressionKind.Range,
            "min_of" => DurationExpressionKind.MinOf,
            _ => DurationExpressionKind.MaxOf,
        };
        return new DurationExpression(kind, left, right, null, new SourceSpan(name.Start, previousEnd));
    }

    private bool ExpectDuration(TokenKind kind) => Expect(kind, durationContext, durationExpected);
}
