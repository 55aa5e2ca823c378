using System.Text;

namespace Belfry.Query.PromQL;

/// <summary>
/// A query on several lines, as <c>format_query</c> of Prometheus gives it: what is longer than a line is broken up
/// where it has parts, each part two blanks further in; what fits stays on one line. Source: prometheus
/// <c>promql/parser/prettier.go</c>.
/// </summary>
public sealed class PrettyText
{
    /// <summary>The length of a line from which on it is broken up, in bytes of UTF-8.</summary>
    public const int LineBytesMax = 100;

    // Indents alone could make a megabyte of query a gigabyte.
    private const int LengthMax = 16 << 20;

    private readonly string flat;
    private readonly Dictionary<Expression, Range> places = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder text = new();
    private readonly int lineBytesMax;

    private PrettyText(Expression expression, int lineBytesMax)
    {
        this.lineBytesMax = lineBytesMax;
        var whole = new StringBuilder();
        new ExpressionPrinter(whole, places).Append(expression);
        flat = whole.ToString();
    }

    /// <summary>The text of a query; on one line where it would grow beyond 16 million characters.</summary>
    public static string Of(Expression expression) => Of(expression, LineBytesMax);

    internal static string Of(Expression expression, int lineBytesMax)
    {
        var pretty = new PrettyText(expression, lineBytesMax);
        pretty.Append(expression, 0, isIndented: true);
        return pretty.text.Length > LengthMax ? pretty.flat : pretty.text.ToString();
    }

    private void Append(Expression expression, int level, bool isIndented)
    {
        if (text.Length > LengthMax)
        {
            return;
        }

        // A subquery that fits on its line stands at the beginning of it, in the original too.
        var isShort = !IsLong(expression);
        if (isIndented && expression is not BinaryExpression and not SubqueryExpression)
        {
            Indent(level);
        }

        switch (expression)
        {
            case UnaryExpression unary:
                text.Append(unary.IsNegation ? '-' : '+');
                Append(unary.Operand, level, isIndented: false);
                break;
            case BinaryExpression binary:
                AppendBinary(binary, level, isShort, isIndented);
                break;
            case SubqueryExpression subquery when !isShort:
                Append(subquery.Inner, level, isIndented);
                new ExpressionPrinter(text).AppendTail(subquery);
                break;
            case ParenthesizedExpression parenthesized when !isShort:
                AppendList("(", [parenthesized.Inner], level);
                break;
            case FunctionCall call when !isShort:
                AppendList(call.Name + "(", call.Arguments, level);
                break;
            case AggregateExpression aggregate when !isShort:
                new ExpressionPrinter(text).AppendHead(aggregate);
                AppendList("(", aggregate.Children, level);
                break;
            default:
                text.Append(flat.AsSpan(places[expression]));
                break;
        }
    }

    private void AppendBinary(BinaryExpression binary, int level, bool isShort, bool isIndented)
    {
        if (isShort)
        {
            Indent(isIndented ? level : 0);
            text.Append(flat.AsSpan(places[binary]));
            return;
        }

        // Behind a sign the first operand begins where the sign stands.
        Append(binary.Left, level + 1, isIndented);
        text.Append('\n');
        Indent(level);
        new ExpressionPrinter(text).AppendOperator(binary);
        text.Append('\n');
        Append(binary.Right, level + 1, isIndented: true);
    }

    private void AppendList(string head, IReadOnlyList<Expression> parts, int level)
    {
        text.Append(head).Append('\n');
        for (var index = 0; index < parts.Count; index++)
        {
            text.Append(index > 0 ? ",\n" : "");
            Append(parts[index], level + 1, isIndented: true);
        }

        text.Append('\n');
        Indent(level);
        text.Append(')');
    }

    private void Indent(int level) => text.Append(' ', 2 * level);

    private bool IsLong(Expression expression)
    {
        var place = flat.AsSpan(places[expression]);
        return place.Length > lineBytesMax || Encoding.UTF8.GetByteCount(place) > lineBytesMax;
    }
}
