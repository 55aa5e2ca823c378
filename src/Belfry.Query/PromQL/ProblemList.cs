using Belfry.Model.Diagnostics;

namespace Belfry.Query.PromQL;

/// <summary>
/// What is wrong with a query, in the order it was found. At most <see cref="CountMax"/> are kept; Prometheus shows
/// only
/// the first.
/// </summary>
internal sealed class ProblemList(byte[] query)
{
    internal const int CountMax = 100;

    private readonly List<Diagnostic> diagnostics = [];

    internal bool IsEmpty => diagnostics.Count == 0;

    internal IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    internal void Add(SourceSpan span, string message, string hint = "")
    {
        if (diagnostics.Count < CountMax)
        {
            diagnostics.Add(Diagnostic.Error(Locate(span.Start), "parse error: " + message, hint));
        }
    }

    // Line and column as Prometheus counts them: from one, columns in bytes; an empty query has no places.
    private SourceLocation Locate(int offset)
    {
        if (query.Length == 0)
        {
            return new SourceLocation("query", 0, 0);
        }

        var before = query.AsSpan(0, Math.Min(offset, query.Length));
        var line = before.Count((byte)'\n') + 1;
        return new SourceLocation("query", line, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
