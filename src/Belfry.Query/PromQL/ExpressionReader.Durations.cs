using System.Globalization;
using Belfry.Model;

namespace Belfry.Query.PromQL;

// Numbers, durations, and what follows an expression: ranges, subqueries, `offset`, `@`, `anchored`, `smoothed`.
internal sealed partial class ExpressionReader
{
    private const string DurationExpected = "number, duration, step(), or range()";
    private const string NotModifiable =
        " modifier must be preceded by an instant vector selector or range vector selector or a subquery";

    private const double SecondsMax = long.MaxValue / 1e9;

    private NumberLiteral? ReadNumber()
    {
        if (current.Kind is not (TokenKind.Number or TokenKind.Duration))
        {
            Unexpected("", "");
            return null;
        }

        var token = Advance();
        var isDuration = token.Kind == TokenKind.Duration;
        return new NumberLiteral(token.Span, isDuration ? Seconds(token) : Number(token), isDuration);
    }

    private double Seconds(Token token)
    {
        if (!PrometheusDuration.TryParse(token.Text, out var duration, out var error))
        {
            problems.Add(token.Span, error);
        }

        return duration.TotalSeconds;
    }

    private double Number(Token token)
    {
        if (GoNumber.TryParse(token.Text, out var value))
        {
            return value;
        }

        var reason = double.IsInfinity(value) ? "value out of range" : "invalid syntax";
        problems.Add(
            token.Span,
            $"error parsing number: strconv.ParseFloat: parsing {QuotedText.Quote(token.Text)}: {reason}");
        return 0;
    }

    private Expression? ReadPostfix(Expression expression)
    {
        var result = expression;
        while (result is not null)
        {
            if (current.Kind == TokenKind.LeftBracket)
            {
                result = ReadBrackets(result);
            }
            else if (current.IsOperator("@"))
            {
                result = ReadAt(result);
            }
            else if (current.Is(TokenKind.Keyword, "offset"))
            {
                result = ReadOffset(result);
            }
            else if (current.Is(TokenKind.Keyword, "anchored") || current.Is(TokenKind.Keyword, "smoothed"))
            {
                result = ReadExtension(result);
            }
            else
            {
                break;
            }
        }

        return result;
    }

    private Expression? ReadBrackets(Expression inner)
    {
        const string Context = "subquery or range selector";
        var start = Advance().Start;
        if (!TryReadPositiveDuration(Context, DurationExpected, out var range))
        {
            return null;
        }

        if (TryTake(TokenKind.RightBracket))
        {
            return Matrix(inner, new SourceSpan(start, previousEnd), range);
        }

        if (!Expect(TokenKind.Colon, Context, "\":\" or \"]\""))
        {
            return null;
        }

        var step = default(DurationExpression);
        if (current.Kind != TokenKind.RightBracket
            && !TryReadPositiveDuration("subquery selector", "number, duration, step(), range(), or \"]\"", out step))
        {
            return null;
        }

        if (!Expect(TokenKind.RightBracket, "subquery selector", "\"]\""))
        {
            return null;
        }

        return new SubqueryExpression(new SourceSpan(inner.Span.Start, previousEnd), inner)
        {
            Range = Fixed(range),
            RangeExpression = Computed(range),
            Step = Fixed(step),
            StepExpression = Computed(step),
        };
    }

    private MatrixSelector Matrix(Expression inner, SourceSpan brackets, DurationExpression? range)
    {
        var selector = inner as VectorSelector;
        var error = selector switch
        {
            null => "ranges only allowed for vector selectors",
            { Modifiers.HasOffset: true } => "no offset modifiers allowed before range",
            { Modifiers.Anchor: not TimeAnchor.None } => "no @ modifiers allowed before range",
            _ => "",
        };
        if (error.Length > 0)
        {
            problems.Add(brackets, error, selector is null ? "a subquery such as [5m:] takes any instant vector" : "");
        }

        var span = new SourceSpan(inner.Span.Start, brackets.End);
        var matrix = new MatrixSelector(
            span, selector ?? new VectorSelector(inner.Span, "", []), Fixed(range), Computed(range));
        brokenMatrix = selector is null ? matrix : brokenMatrix;
        return matrix;
    }

    private static TimeSpan Fixed(DurationExpression? duration) =>
        duration is { Kind: DurationExpressionKind.Literal, IsWrapped: false, Literal: { } literal }
            ? Exactly(literal.Value)
            : TimeSpan.Zero;

    private static DurationExpression? Computed(DurationExpression? duration) =>
        duration is { Kind: DurationExpressionKind.Literal, IsWrapped: false } ? null : duration;

    private static TimeSpan Exactly(double seconds) =>
        TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private Expression? ReadOffset(Expression target)
    {
        Advance();
        if (ReadOffsetDuration() is not { } offset)
        {
            return null;
        }

        if (Modifiers(target) is not { } modifiers)
        {
            problems.Add(target.Span, ReferenceEquals(target, brokenMatrix)
                ? "ranges only allowed for vector selectors"
                : "offset" + NotModifiable);
            return target;
        }

        if (modifiers.HasOffset)
        {
            problems.Add(target.Span, "offset may not be set multiple times");
            return target;
        }

        return Modified(target, modifiers with { Offset = Fixed(offset), OffsetExpression = Computed(offset) });
    }

    private Expression? ReadAt(Expression target)
    {
        Advance();
        TimeModifiers change;
        if (current.Is(TokenKind.Preprocessor, "start") || current.Is(TokenKind.Preprocessor, "end"))
        {
            var isStart = Advance().Text.Equals("start", StringComparison.OrdinalIgnoreCase);
            if (!Expect(TokenKind.LeftParen) || !Expect(TokenKind.RightParen))
            {
                return null;
            }

            change = new TimeModifiers { Anchor = isStart ? TimeAnchor.Start : TimeAnchor.End };
        }
        else
        {
            var sign = ReadSign();
            if (current.Kind is not (TokenKind.Number or TokenKind.Duration))
            {
                Unexpected("@", "timestamp");
                return null;
            }

            change = At(target, sign * ReadNumber()!.Value);
        }

        if (Modifiers(target) is not { } modifiers)
        {
            problems.Add(
                target.Span,
                "@" + NotModifiable);
            return target;
        }

        if (modifiers.Anchor != TimeAnchor.None)
        {
            problems.Add(target.Span, "@ <timestamp> may not be set multiple times");
            return target;
        }

        return Modified(target, modifiers with { Anchor = change.Anchor, At = change.At });
    }

    private TimeModifiers At(Expression target, double seconds)
    {
        // Infinities, NaN, and what does not fit into a timestamp.
        if (!(Math.Abs(seconds) < long.MaxValue / 1000.0))
        {
            var written = double.IsFinite(seconds)
                ? seconds.ToString("F6", CultureInfo.InvariantCulture)
                : FloatText.Plain(seconds);
            problems.Add(target.Span, $"timestamp out of bounds for @ modifier: {written}");
            return TimeModifiers.None;
        }

        var ms = (long)Math.Round(seconds * 1000, MidpointRounding.AwayFromZero);
        return new TimeModifiers { Anchor = TimeAnchor.Timestamp, At = new TimestampMs(ms) };
    }

    private TimeModifiers? Modifiers(Expression target) => target switch
    {
        VectorSelector selector => selector.Modifiers,
        MatrixSelector matrix when !ReferenceEquals(matrix, brokenMatrix) => matrix.Selector.Modifiers,
        SubqueryExpression subquery => subquery.Modifiers,
        _ => null,
    };

    private Expression Modified(Expression target, TimeModifiers modifiers) => target switch
    {
        VectorSelector selector => selector.With(modifiers, previousEnd),
        MatrixSelector matrix => matrix.With(matrix.Selector.With(modifiers, matrix.Selector.Span.End), previousEnd),
        SubqueryExpression subquery => subquery.With(modifiers, previousEnd),
        _ => target,
    };

    private Expression ReadExtension(Expression target)
    {
        var word = Advance().Text.ToLowerInvariant();
        var extension = word == "anchored" ? RangeExtension.Anchored : RangeExtension.Smoothed;
        if (!features.ExtendedRangeSelectors)
        {
            problems.Add(
                target.Span,
                $"{word} modifier is experimental and not enabled",
                "start with --enable-feature=promql-extended-range-selectors");
            return target;
        }

        var selector = target as VectorSelector ?? (target as MatrixSelector)?.Selector;
        if (selector is null)
        {
            problems.Add(target.Span, $"{word} modifier not implemented");
            return target;
        }

        if (selector.Extension != RangeExtension.None && selector.Extension != extension)
        {
            problems.Add(target.Span, "anchored and smoothed modifiers cannot be used together");
            return target;
        }

        return target is MatrixSelector matrix
            ? matrix.With(selector.With(extension, selector.Span.End), previousEnd)
            : selector.With(extension, previousEnd);
    }
}
