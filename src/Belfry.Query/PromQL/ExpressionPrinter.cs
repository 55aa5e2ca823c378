using System.Globalization;
using System.Text;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

/// <summary>Prometheus's canonical text of expressions.</summary>
internal static class ExpressionPrinter
{
    internal static void Append(StringBuilder text, Expression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                text.Append(Number(number));
                break;
            case StringLiteral literal:
                QuotedText.Append(text, literal.Value);
                break;
            case ParenthesizedExpression parenthesized:
                text.Append('(');
                Append(text, parenthesized.Inner);
                text.Append(')');
                break;
            case UnaryExpression unary:
                text.Append(unary.IsNegation ? '-' : '+');
                Append(text, unary.Operand);
                break;
            case FunctionCall call:
                text.Append(call.Name).Append('(');
                AppendList(text, call.Arguments);
                text.Append(')');
                break;
            case BinaryExpression binary:
                AppendBinary(text, binary);
                break;
            case AggregateExpression aggregate:
                AppendAggregate(text, aggregate);
                break;
            case VectorSelector selector:
                AppendSelector(text, selector, "");
                break;
            case MatrixSelector matrix:
                AppendSelector(text, matrix.Selector, $"[{Duration(matrix.Range, matrix.RangeExpression)}]");
                break;
            case SubqueryExpression subquery:
                AppendSubquery(text, subquery);
                break;
        }
    }

    /// <summary>An aggregation without what is in its parentheses: <c>sum by (job) </c>.</summary>
    internal static string Head(AggregateExpression aggregate)
    {
        var text = new StringBuilder();
        AppendHead(text, aggregate);
        return text.ToString();
    }

    /// <summary>What stands between the operands: <c>== bool on (job)</c>.</summary>
    internal static string OperatorOf(BinaryExpression binary)
    {
        var text = new StringBuilder();
        AppendOperator(text, binary);
        return text.ToString();
    }

    /// <summary>What stands behind the inner expression: <c>[5m:1m] offset 1h</c>.</summary>
    internal static string Tail(SubqueryExpression subquery)
    {
        var text = new StringBuilder();
        AppendTail(text, subquery);
        return text.ToString();
    }

    private static string Number(NumberLiteral number)
    {
        if (!number.IsDuration)
        {
            return FloatText.Plain(number.Value);
        }

        return (number.Value < 0 ? "-" : "") + Duration(TimeSpan.FromSeconds(Math.Abs(number.Value)), null);
    }

    private static string Duration(TimeSpan duration, DurationExpression? expression) =>
        expression is null ? PrometheusDuration.Format(duration) : Duration(expression);

    private static string Duration(DurationExpression expression)
    {
        string Binary(string op) => $"{Duration(expression.Left!)} {op} {Duration(expression.Right!)}";
        var text = expression.Kind switch
        {
            DurationExpressionKind.Literal => Number(expression.Literal!),
            DurationExpressionKind.Step => "step()",
            DurationExpressionKind.Range => "range()",
            DurationExpressionKind.Negation => "-" + Duration(expression.Right!),
            DurationExpressionKind.Add => Binary("+"),
            DurationExpressionKind.Subtract => Binary("-"),
            DurationExpressionKind.Multiply => Binary("*"),
            DurationExpressionKind.Divide => Binary("/"),
            DurationExpressionKind.Modulo => Binary("%"),
            DurationExpressionKind.Power => Binary("^"),
            DurationExpressionKind.MinOf => $"min_of({Duration(expression.Left!)}, {Duration(expression.Right!)})",
            _ => $"max_of({Duration(expression.Left!)}, {Duration(expression.Right!)})",
        };
        return expression.IsWrapped ? $"({text})" : text;
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<Expression> expressions)
    {
        for (var index = 0; index < expressions.Count; index++)
        {
            text.Append(index > 0 ? ", " : "");
            Append(text, expressions[index]);
        }
    }

    private static void AppendLabels(StringBuilder text, IReadOnlyList<string> labels)
    {
        text.Append('(');
        for (var index = 0; index < labels.Count; index++)
        {
            text.Append(index > 0 ? ", " : "");
            if (LabelNames.IsLegacyLabelName(Encoding.UTF8.GetBytes(labels[index])))
            {
                text.Append(labels[index]);
            }
            else
            {
                QuotedText.Append(text, labels[index]);
            }
        }

        text.Append(')');
    }

    private static void AppendBinary(StringBuilder text, BinaryExpression binary)
    {
        Append(text, binary.Left);
        text.Append(' ');
        AppendOperator(text, binary);
        text.Append(' ');
        Append(text, binary.Right);
    }

    private static void AppendOperator(StringBuilder text, BinaryExpression binary)
    {
        text.Append(binary.Operator.Text()).Append(binary.ReturnsBool ? " bool" : "");
        AppendMatching(text, binary.Matching);
    }

    private static void AppendMatching(StringBuilder text, VectorMatching? matching)
    {
        if (matching is null)
        {
            return;
        }

        var isGrouped = matching.Cardinality is MatchCardinality.ManyToOne or MatchCardinality.OneToMany;
        if (matching.Labels.Count > 0 || matching.IsOn || isGrouped)
        {
            text.Append(matching.IsOn ? " on " : " ignoring ");
            AppendLabels(text, matching.Labels);
        }

        if (isGrouped)
        {
            text.Append(matching.Cardinality == MatchCardinality.ManyToOne ? " group_left " : " group_right ");
            AppendLabels(text, matching.Include);
        }

        if (matching.FillLeft is { } left && matching.FillRight is { } both && left.Equals(both))
        {
            AppendFill(text, "fill", left);
            return;
        }

        AppendFill(text, "fill_left", matching.FillLeft);
        AppendFill(text, "fill_right", matching.FillRight);
    }

    private static void AppendFill(StringBuilder text, string word, double? value)
    {
        if (value is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $" {word} ({FloatText.General(number)})");
        }
    }

    private static void AppendAggregate(StringBuilder text, AggregateExpression aggregate)
    {
        AppendHead(text, aggregate);
        text.Append('(');
        AppendList(text, aggregate.Children);
        text.Append(')');
    }

    private static void AppendHead(StringBuilder text, AggregateExpression aggregate)
    {
        text.Append(aggregate.Operator.Text());
        if (aggregate.IsWithout || aggregate.Grouping.Count > 0)
        {
            text.Append(aggregate.IsWithout ? " without " : " by ");
            AppendLabels(text, aggregate.Grouping);
            text.Append(' ');
        }
    }

    private static void AppendSelector(StringBuilder text, VectorSelector selector, string range)
    {
        text.Append(selector.Name);
        var matchers = selector.Matchers.Where(matcher => !IsName(selector, matcher))
            .Select(matcher => matcher.ToString()).Order(StringComparer.Ordinal).ToList();
        if (matchers.Count > 0)
        {
            text.Append('{').AppendJoin(',', matchers).Append('}');
        }

        text.Append(range);
        text.Append(selector.Extension switch
        {
            RangeExtension.Anchored => " anchored",
            RangeExtension.Smoothed => " smoothed",
            _ => "",
        });
        AppendModifiers(text, selector.Modifiers);
    }

    private static bool IsName(VectorSelector selector, LabelMatcher matcher) =>
        selector.Name.Length > 0 && matcher.Name == LabelNames.MetricName && matcher.Operator == MatchOperator.Equal
        && matcher.Value == selector.Name;

    private static void AppendModifiers(StringBuilder text, TimeModifiers modifiers)
    {
        text.Append(modifiers.Anchor switch
        {
            TimeAnchor.Timestamp => string.Create(
                CultureInfo.InvariantCulture, $" @ {modifiers.At.Value / 1000m:F3}"),
            TimeAnchor.Start => " @ start()",
            TimeAnchor.End => " @ end()",
            _ => "",
        });
        if (modifiers.OffsetExpression is { } expression)
        {
            text.Append(" offset ").Append(Duration(expression));
        }
        else if (modifiers.Offset != TimeSpan.Zero)
        {
            text.Append(" offset ").Append(PrometheusDuration.Format(modifiers.Offset));
        }
    }

    private static void AppendSubquery(StringBuilder text, SubqueryExpression subquery)
    {
        Append(text, subquery.Inner);
        AppendTail(text, subquery);
    }

    private static void AppendTail(StringBuilder text, SubqueryExpression subquery)
    {
        var hasStep = subquery.Step != TimeSpan.Zero || subquery.StepExpression is not null;
        text.Append('[').Append(Duration(subquery.Range, subquery.RangeExpression)).Append(':')
            .Append(hasStep ? Duration(subquery.Step, subquery.StepExpression) : "").Append(']');
        AppendModifiers(text, subquery.Modifiers);
    }
}
