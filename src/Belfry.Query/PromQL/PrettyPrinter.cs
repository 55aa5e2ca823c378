using System.Text;

namespace Belfry.Query.PromQL;

/// <summary>
/// Expressions over several lines: what is longer than a line is broken, and its parts are indented. Rules: prometheus
/// <c>promql/parser/prettier.go</c>.
/// </summary>
/// <param name="lineBytesMax">The longest line, without its indentation, in bytes of UTF-8.</param>
internal sealed class PrettyPrinter(int lineBytesMax = 100)
{
    internal string Print(Expression expression) => Print(expression, 0);

    private string Print(Expression expression, int level)
    {
        var line = expression.ToString();
        var fits = Encoding.UTF8.GetByteCount(line) <= lineBytesMax;
        var indent = Indent(level);
        return expression switch
        {
            UnaryExpression unary => $"{indent}{(unary.IsNegation ? '-' : '+')}{Print(unary.Operand, level).Trim()}",

            // What fits is not indented: as in the original, whose parents indent everything else.
            SubqueryExpression subquery => fits
                ? line
                : Print(subquery.Inner, level) + ExpressionPrinter.Tail(subquery),
            AggregateExpression aggregate when !fits => indent + Broken(
                ExpressionPrinter.Head(aggregate), aggregate.Children, level),
            FunctionCall call when !fits => indent + Broken(call.Name, call.Arguments, level),
            ParenthesizedExpression parenthesized when !fits => indent + Broken("", [parenthesized.Inner], level),
            BinaryExpression binary when !fits => Print(binary.Left, level + 1)
                + $"\n{indent}{ExpressionPrinter.OperatorOf(binary)}\n" + Print(binary.Right, level + 1),
            _ => indent + line,
        };
    }

    private string Broken(string head, IReadOnlyList<Expression> parts, int level)
    {
        var inner = string.Join(",\n", parts.Select(part => Print(part, level + 1)));
        return $"{head}(\n{inner}\n{Indent(level)})";
    }

    private static string Indent(int level) => new(' ', 2 * level);
}
