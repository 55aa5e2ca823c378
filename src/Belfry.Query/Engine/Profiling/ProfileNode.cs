using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Profiling;

/// <summary>The counts of one part of a query while it is evaluated. Thread-safe once the query is compiled.</summary>
internal sealed class ProfileNode(Expression expression)
{
    private long ticks;
    private long values = -1;
    private long samples = -1;
    private long bytes;

    internal Expression Expression { get; } = expression;

    internal List<ProfileNode> Children { get; } = [];

    /// <summary>The rows of its operator; -1 when it has none.</summary>
    internal int Rows { get; set; } = -1;

    /// <summary>The series selected for it; -1 when it does not select.</summary>
    internal int Selected { get; set; } = -1;

    internal void AddTime(TimeSpan elapsed) => Interlocked.Add(ref ticks, elapsed.Ticks);

    internal void AddValues(long count)
    {
        Interlocked.CompareExchange(ref values, 0, -1);
        Interlocked.Add(ref values, count);
    }

    internal void AddSamples(long count, long decodedBytes)
    {
        Interlocked.CompareExchange(ref samples, 0, -1);
        Interlocked.Add(ref samples, count);
        Interlocked.Add(ref bytes, decodedBytes);
    }

    /// <summary>The part as it is shown, with the text that <paramref name="textOf"/> gives for it.</summary>
    internal QueryPlanNode ToPlan(Func<SourceSpan, string> textOf)
    {
        var children = Children.Select(child => child.ToPlan(textOf)).ToList();
        var elapsed = Math.Max(ticks, children.Sum(child => child.Elapsed.Ticks));
        return new QueryPlanNode
        {
            Operator = OperatorNames.Of(Expression),
            Expression = textOf(Expression.Span),
            Start = Expression.Span.Start,
            End = Expression.Span.End,
            Series = Known(Rows),
            Values = Known(values),
            StoredSeries = Known(Selected),
            StoredSamples = Selected < 0 ? null : Math.Max(0, samples),
            DecodedBytes = Selected < 0 ? null : bytes,
            Elapsed = TimeSpan.FromTicks(elapsed),
            Own = TimeSpan.FromTicks(elapsed - children.Sum(child => child.Elapsed.Ticks)),
            Children = children,
        };
    }

    private static long? Known(long count) => count < 0 ? null : count;
}
