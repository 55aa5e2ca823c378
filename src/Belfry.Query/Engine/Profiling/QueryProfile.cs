using System.Text;
using Belfry.Query.Engine.Operators;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Profiling;

/// <summary>
/// Measures the parts of a query. While it is compiled, on one thread, the tree of parts grows; while it is evaluated,
/// any thread counts.
/// </summary>
internal sealed class QueryProfile(string query, TimeProvider time)
{
    // Parts contain each other, so that whole texts would grow with the square of the query.
    private const int TextBytesMax = 200;

    private readonly byte[] utf8 = Encoding.UTF8.GetBytes(query);
    private readonly Stack<ProfileNode> open = new();
    private readonly List<ProfileNode> nodes = [];
    private ProfileNode? root;

    /// <summary>A part whose rows and times are measured.</summary>
    internal VectorOperator Measure(Expression expression, Func<VectorOperator> compile)
    {
        var node = Enter(expression);
        var inner = compile();
        open.Pop();
        return new MeasuredOperator(inner, node, time);
    }

    /// <summary>A part that is only named: whoever uses it pays for it.</summary>
    internal T Note<T>(Expression expression, Func<T> compile)
    {
        Enter(expression);
        var result = compile();
        open.Pop();
        return result;
    }

    /// <summary>A selection that counts what is read of it for the selector at <paramref name="span"/>.</summary>
    internal SeriesSelection Measured(SeriesSelection selection, SourceSpan span)
    {
        var node = nodes.FindLast(one => one.Expression.Span == span)
            ?? nodes.FindLast(one => one.Expression.Span.Start <= span.Start && one.Expression.Span.End >= span.End);
        if (node is null)
        {
            return selection;
        }

        node.Selected = Math.Max(0, node.Selected) + selection.Series.Count;
        return selection with { Series = [.. selection.Series.Select(one => new MeasuredSeries(one, node))] };
    }

    internal QueryPlanNode? ToPlan() => root?.ToPlan(TextOf);

    private string TextOf(SourceSpan span)
    {
        var end = Math.Min(span.End, utf8.Length);
        var text = utf8.AsSpan(span.Start, Math.Max(0, Math.Min(end - span.Start, TextBytesMax)));
        return Encoding.UTF8.GetString(text).TrimEnd('\uFFFD') + (end - span.Start > TextBytesMax ? "…" : "");
    }

    private ProfileNode Enter(Expression expression)
    {
        var node = new ProfileNode(expression);
        if (open.TryPeek(out var outer))
        {
            outer.Children.Add(node);
        }

        root ??= node;
        nodes.Add(node);
        open.Push(node);
        return node;
    }
}
