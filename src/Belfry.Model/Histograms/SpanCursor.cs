namespace Belfry.Model.Histograms;

/// <summary>
/// Walks over the buckets that spans describe, in either direction, and stops where the spans or the counts end,
/// whichever is first. The default value stands before nothing.
/// </summary>
internal struct SpanCursor
{
    private readonly BucketSpan[] spans;
    private readonly int count;
    private readonly bool isDescending;
    private int span;
    private uint left;
    private int next;

    private SpanCursor(BucketSpan[] spans, int count, bool isDescending)
    {
        this.spans = spans;
        this.count = count;
        this.isDescending = isDescending;
        if (!isDescending)
        {
            span = -1;
            Position = -1;
            return;
        }

        Position = count;
        span = spans.Length - 1;
        left = spans.Length > 0 ? spans[span].Length : 0;
        next = -1;
        foreach (var each in spans)
        {
            next = unchecked(next + each.Offset + (int)each.Length);
        }
    }

    /// <summary>The bucket's index in the schema.</summary>
    internal int Index { get; private set; }

    /// <summary>The bucket's place among the counts.</summary>
    internal int Position { get; private set; }

    internal static SpanCursor Ascending(BucketSpan[] spans, int count) => new(spans, count, isDescending: false);

    internal static SpanCursor Descending(BucketSpan[] spans, int count) => new(spans, count, isDescending: true);

    internal bool MoveNext() => isDescending ? MoveDown() : MoveUp();

    private bool MoveUp()
    {
        if (Position + 1 >= count)
        {
            return false;
        }

        while (left == 0)
        {
            if (span + 1 >= spans.Length)
            {
                return false;
            }

            span++;
            left = spans[span].Length;
            next = unchecked(next + spans[span].Offset);
        }

        left--;
        Position++;
        Index = unchecked(next++);
        return true;
    }

    private bool MoveDown()
    {
        if (Position <= 0)
        {
            return false;
        }

        while (left == 0)
        {
            if (span <= 0)
            {
                return false;
            }

            next = unchecked(next - spans[span].Offset);
            span--;
            left = spans[span].Length;
        }

        left--;
        Position--;
        Index = unchecked(next--);
        return true;
    }
}
