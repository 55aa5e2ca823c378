using System.Globalization;
using System.Text;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

/// <summary>
/// Prometheus's canonical text of expressions. Not thread-safe.
/// </summary>
/// <param name="text">Where it goes.</param>
/// <param name="places">Where in it each expression stands, for whoever wants to know; null for nobody.</param>
internal sealed class ExpressionPrinter(StringBuilder text, Dictionary<Expression, Range>? places = null)
{
    internal void Append(Expression expression)
    {
        var start = text.Length;
        AppendWhole(expression);
        places?.Add(expression, start..text.Length);
    }

    /// <summary>An aggregation without what is in its parentheses.</summary>
    internal void AppendHead(AggregateExpression aggregate)
    {
        text.Append(aggregate.Operator.Text());
        if (aggregate.IsWithout || aggregate.Grouping.Count > 0)
        {
            text.Append(aggregate.IsWithout ? " without " : " by ");
            AppendLabels(aggregate.Grouping);
            text.Append(' ');
        }
    }

    /// <summary>An operator with what says how sides are matched.</summary>
    internal void AppendOperator(BinaryExpression binary)
    {
        text.Append(binary.Operator.Text()).Append(binary.ReturnsBool ? " bool" : "");
        AppendMatching(binary.Matching);
    }

    /// <summary>What follows the expression of a subquery.</summary>
    internal void AppendTail(SubqueryExpression subquery)
    {
        var hasStep = subquery.Step != TimeSpan.Zero || subquery.StepExpression is not null;
        text.Append('[').Append(Duration(subquery.Range, subquery.RangeExpression)).Append(':')
            .Append(hasStep ? Duration(subquery.Step, subquery.StepExpression) : "").Append(']');
        AppendModifiers(subquery.Modifiers);
    }

    private void AppendWhole(Expression expression)
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
                Append(parenthesized.Inner);
                text.Append(')');
                break;
            case UnaryExpression unary:
                text.Append(unary.IsNegation ? '-' : '+');
                Append(unary.Operand);
                break;
            case FunctionCall call:
                text.Append(call.Name).Append('(');
                AppendList(call.Arguments);
                text.Append(')');
                break;
            case BinaryExpression binary:
                AppendBinary(binary);
                break;
            case AggregateExpression aggregate:
                AppendAggregate(aggregate);
                break;
            case VectorSelector selector:
                AppendSelector(selector, "");
                break;
            case MatrixSelector matrix:
                AppendSelector(matrix.Selector, $"[{Duration(matrix.Range, matrix.RangeExpression)}]");
                break;
            case SubqueryExpression subquery:
                AppendSubquery(subquery);
                break;
        }
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

    private void AppendList(IReadOnlyList<Expression> expressions)
    {
        for (var index = 0; index < expressions.Count; index++)
        {
            text.Append(index > 0 ? ", " : "");
            Append(expressions[index]);
        }
    }

    private void AppendLabels(IReadOnlyList<string> labels)
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

    private void AppendBinary(BinaryExpression binary)
    {
        Append(binary.Left);
        text.Append(' ');
        AppendOperator(binary);
        text.Append(' ');
        Append(binary.Right);
    }

    private void AppendMatching(VectorMatching? matching)
    {
        if (matching is null)
        {
            return;
        }

        var isGrouped = matching.Cardinality is MatchCardinality.ManyToOne or MatchCardinality.OneToMany;
        if (matching.Labels.Count > 0 || matching.IsOn || isGrouped)
        {
            text.Append(matching.IsOn ? " on " : " ignoring ");
            AppendLabels(matching.Labels);
        }

        if (isGrouped)
        {
            text.Append(matching.Cardinality == MatchCardinality.ManyToOne ? " group_left " : " group_right ");
            AppendLabels(matching.Include);
        }

        if (matching.FillLeft is { } left && matching.FillRight is { } both && left.Equals(both))
        {
            AppendFill("fill", left);
            return;
        }

        AppendFill("fill_left", matching.FillLeft);
        AppendFill("fill_right", matching.FillRight);
    }

    private void AppendFill(string word, double? value)
    {
        if (value is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $" {word} ({FloatText.General(number)})");
        }
    }

    private void AppendAggregate(AggregateExpression aggregate)
    {
        AppendHead(aggregate);
        text.Append('(');
        AppendList(aggregate.Children);
        text.Append(')');
    }

    private void AppendSelector(VectorSelector selector, string range)
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
        AppendModifiers(selector.Modifiers);
    }

    private static bool IsName(VectorSelector selector, LabelMatcher matcher) =>
        selector.Name.Length > 0 && matcher.Name == LabelNames.MetricName && matcher.Operator == MatchOperator.Equal
        && matcher.Value == selector.Name;

    private void AppendModifiers(TimeModifiers modifiers)
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

    private void AppendSubquery(SubqueryExpression subquery)
    {
        Append(subquery.Inner);
        AppendTail(subquery);
    }
}
