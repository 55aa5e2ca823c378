using System.Text.Json;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Api.Prometheus;

/// <summary>
/// A query as a tree, as <c>parse_query</c> gives it to the page that draws it. Shape: prometheus
/// <c>web/api/v1/translate_ast.go</c>.
/// </summary>
internal static class QueryTreeJson
{
    internal static void Write(Utf8JsonWriter json, Expression? expression)
    {
        if (expression is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        WriteMembers(json, expression);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, Expression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                json.WriteString("type", "numberLiteral");
                json.WriteString("val", FloatText.Plain(number.Value));
                break;
            case StringLiteral text:
                json.WriteString("type", "stringLiteral");
                json.WriteString("val", text.Value);
                break;
            case ParenthesizedExpression parenthesized:
                json.WriteString("type", "parenExpr");
                WriteMember(json, "expr", parenthesized.Inner);
                break;
            case UnaryExpression unary:
                json.WriteString("type", "unaryExpr");
                json.WriteString("op", unary.IsNegation ? "-" : "+");
                WriteMember(json, "expr", unary.Operand);
                break;
            case AggregateExpression aggregate:
                json.WriteString("type", "aggregation");
                json.WriteString("op", aggregate.Operator.Text());
                WriteMember(json, "expr", aggregate.Operand);
                WriteMember(json, "param", aggregate.Parameter);
                WriteTexts(json, "grouping", aggregate.Grouping);
                json.WriteBoolean("without", aggregate.IsWithout);
                break;
            case BinaryExpression binary:
                WriteBinary(json, binary);
                break;
            case FunctionCall call:
                WriteCall(json, call);
                break;
            default:
                WriteSelector(json, expression);
                break;
        }
    }

    private static void WriteBinary(Utf8JsonWriter json, BinaryExpression binary)
    {
        json.WriteString("type", "binaryExpr");
        json.WriteString("op", binary.Operator.Text());
        WriteMember(json, "lhs", binary.Left);
        WriteMember(json, "rhs", binary.Right);
        json.WritePropertyName("matching");
        WriteMatching(json, binary.Matching);
        json.WriteBoolean("bool", binary.ReturnsBool);
    }

    private static void WriteMatching(Utf8JsonWriter json, VectorMatching? matching)
    {
        if (matching is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("card", matching.Cardinality switch
        {
            MatchCardinality.OneToOne => "one-to-one",
            MatchCardinality.ManyToOne => "many-to-one",
            MatchCardinality.OneToMany => "one-to-many",
            _ => "many-to-many",
        });
        WriteTexts(json, "labels", matching.Labels);
        json.WriteBoolean("on", matching.IsOn);
        WriteTexts(json, "include", matching.Include);
        json.WriteStartObject("fillValues");
        WriteFill(json, "lhs", matching.FillLeft);
        WriteFill(json, "rhs", matching.FillRight);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // JSON has no infinity: where the original's answer breaks off, this one says null.
    private static void WriteFill(Utf8JsonWriter json, string side, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(side, number);
        }
        else
        {
            json.WriteNull(side);
        }
    }

    private static void WriteCall(Utf8JsonWriter json, FunctionCall call)
    {
        json.WriteString("type", "call");
        json.WriteStartObject("func");
        json.WriteString("name", call.Name);
        WriteTexts(json, "argTypes", call.Signature.ArgumentTypes.Select(type => type.ResultName()));
        json.WriteNumber("variadic", call.Signature.Variadic);
        json.WriteString("returnType", call.Type.ResultName());
        json.WriteEndObject();
        json.WriteStartArray("args");
        foreach (var argument in call.Arguments)
        {
            Write(json, argument);
        }

        json.WriteEndArray();
    }

    private static void WriteSelector(Utf8JsonWriter json, Expression expression)
    {
        switch (expression)
        {
            case VectorSelector selector:
                json.WriteString("type", "vectorSelector");
                WriteSelected(json, selector);
                break;
            case MatrixSelector matrix:
                json.WriteString("type", "matrixSelector");
                WriteDuration(json, "range", matrix.Range, matrix.RangeExpression);
                WriteSelected(json, matrix.Selector);
                break;
            case SubqueryExpression subquery:
                json.WriteString("type", "subquery");
                WriteMember(json, "expr", subquery.Inner);
                WriteDuration(json, "range", subquery.Range, subquery.RangeExpression);
                WriteDuration(json, "step", subquery.Step, subquery.StepExpression);
                WriteModifiers(json, subquery.Modifiers);
                break;
        }
    }

    private static void WriteSelected(Utf8JsonWriter json, VectorSelector selector)
    {
        json.WriteString("name", selector.Name);
        WriteModifiers(json, selector.Modifiers);
        json.WriteStartArray("matchers");
        foreach (var matcher in selector.Matchers)
        {
            json.WriteStartObject();
            json.WriteString("name", matcher.Name);
            json.WriteString("value", matcher.Value);
            json.WriteString("type", matcher.Operator switch
            {
                MatchOperator.Equal => "=",
                MatchOperator.NotEqual => "!=",
                MatchOperator.RegexMatch => "=~",
                _ => "!~",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("anchored", selector.Extension == RangeExtension.Anchored);
        json.WriteBoolean("smoothed", selector.Extension == RangeExtension.Smoothed);
    }

    private static void WriteModifiers(Utf8JsonWriter json, TimeModifiers modifiers)
    {
        WriteDuration(json, "offset", modifiers.Offset, modifiers.OffsetExpression);
        if (modifiers.Anchor == TimeAnchor.Timestamp)
        {
            json.WriteNumber("timestamp", modifiers.At.Value);
        }
        else
        {
            json.WriteNull("timestamp");
        }

        json.WriteString("startOrEnd", modifiers.Anchor switch
        {
            TimeAnchor.Start => "start",
            TimeAnchor.End => "end",
            _ => null,
        });
    }

    private static void WriteDuration(
        Utf8JsonWriter json, string member, TimeSpan duration, DurationExpression? expression)
    {
        json.WriteNumber(member, (long)duration.TotalMilliseconds);
        json.WritePropertyName(member + "Expr");
        Write(json, expression);
    }

    private static void Write(Utf8JsonWriter json, DurationExpression? expression)
    {
        if (expression is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        if (expression.Kind == DurationExpressionKind.Literal)
        {
            json.WriteString("type", "numberLiteral");
            json.WriteString("val", FloatText.Plain(expression.Literal!.Value));
            json.WriteBoolean("duration", expression.Literal.IsDuration);
        }
        else
        {
            json.WriteString("type", "durationExpr");
            json.WriteString("op", Word(expression.Kind));
            json.WritePropertyName("lhs");
            Write(json, expression.Left);
            json.WritePropertyName("rhs");
            Write(json, expression.Right);
            json.WriteBoolean("wrapped", expression.IsWrapped);
        }

        json.WriteEndObject();
    }

    private static string Word(DurationExpressionKind kind) => kind switch
    {
        DurationExpressionKind.Step => "step",
        DurationExpressionKind.Range => "range",
        DurationExpressionKind.Negation or DurationExpressionKind.Subtract => "-",
        DurationExpressionKind.Add => "+",
        DurationExpressionKind.Multiply => "*",
        DurationExpressionKind.Divide => "/",
        DurationExpressionKind.Modulo => "%",
        DurationExpressionKind.Power => "^",
        DurationExpressionKind.MinOf => "min_of",
        _ => "max_of",
    };

    private static void WriteMember(Utf8JsonWriter json, string member, Expression? expression)
    {
        json.WritePropertyName(member);
        Write(json, expression);
    }

    private static void WriteTexts(Utf8JsonWriter json, string member, IEnumerable<string> texts)
    {
        json.WriteStartArray(member);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
