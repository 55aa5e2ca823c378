using System.Globalization;
using System.Text;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Remarks on an answer: each text and place once, in the order of the texts, so that threads do not show. At most
/// <see cref="CountMax"/> are kept. Thread-safe.
/// </summary>
internal sealed class Annotations
{
    internal const int CountMax = 1000;

    private readonly HashSet<(bool IsWarning, string Text, SourceSpan Span)> remarks = [];
    private readonly Lock remarksLock = new();

    internal void Warn(string text, SourceSpan span) => Add(true, "PromQL warning: " + text, span);

    internal void Inform(string text, SourceSpan span) => Add(false, "PromQL info: " + text, span);

    /// <summary>Says something of how the answer came about that Prometheus has no words for.</summary>
    internal void Tell(string text, SourceSpan span) => Add(false, "Belfry info: " + text, span);

    internal IReadOnlyList<string> Render(bool warnings, string query)
    {
        var utf8 = Encoding.UTF8.GetBytes(query);
        lock (remarksLock)
        {
            return remarks.Where(remark => remark.IsWarning == warnings)
                .OrderBy(remark => remark.Span.Start).ThenBy(remark => remark.Text, StringComparer.Ordinal)
                .Select(remark => $"{remark.Text} ({Place(utf8, remark.Span.Start)})").ToList();
        }
    }

    private static string Place(byte[] query, int offset)
    {
        var before = query.AsSpan(0, Math.Min(offset, query.Length));
        var line = before.Count((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{line}:{before.Length - before.LastIndexOf((byte)'\n')}");
    }

    private void Add(bool isWarning, string text, SourceSpan span)
    {
        lock (remarksLock)
        {
            if (remarks.Count < CountMax)
            {
                remarks.Add((isWarning, text, span));
            }
        }
    }
}
