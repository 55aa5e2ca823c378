using System.Globalization;
using System.Text;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// Remarks on an answer: each of Prometheus's texts once, at the place that is evaluated last, ours once a place; in
/// the order of places, so that threads do not show. At most <see cref="CountMax"/> are kept. Thread-safe.
/// </summary>
internal sealed class Annotations
{
    internal const int CountMax = 1000;

    private readonly Dictionary<(bool IsWarning, string Text, int Place), One> remarks = [];
    private readonly Lock remarksLock = new();
    private volatile bool isClosed;

    /// <summary>
    /// Whether anything was said of values, and not only, by <see cref="Tell"/>, of where they come from.
    /// </summary>
    internal bool HasRemarks { get; private set; }

    /// <summary>Whether it was said where values come from.</summary>
    internal bool HasTold { get; private set; }

    internal void Warn(string text, SourceSpan span) => Remark((true, "PromQL warning: " + text, 0), span);

    internal void Inform(string text, SourceSpan span) => Remark((false, "PromQL info: " + text, 0), span);

    /// <summary>Says that buckets were made monotonic, and how much of them in all.</summary>
    internal void Inform(string text, SourceSpan span, MonotonicityRepairs repairs) =>
        Remark((false, "PromQL info: " + text, 0), span, repairs);

    /// <summary>Says something of how the answer came about that Prometheus has no words for.</summary>
    internal void Tell(string text, SourceSpan span)
    {
        HasTold = true;
        Add((false, "Belfry info: " + text, span.Start), span);
    }

    /// <summary>Takes no more remarks: what is computed from here on is not for the answer.</summary>
    internal void Close() => isClosed = true;

    /// <summary>Warns of windows that could not be read, so that raw samples answered in their place.</summary>
    internal void WarnOfDamage(StorageFailureException damage, SourceSpan span) =>
        Add((true, $"Belfry warning: a tier is damaged, raw samples were read instead: {damage.Message}", 0), span);

    internal IReadOnlyList<string> Render(bool warnings, string query)
    {
        var utf8 = Encoding.UTF8.GetBytes(query);
        lock (remarksLock)
        {
            return remarks.Where(remark => remark.Key.IsWarning == warnings)
                .OrderBy(remark => remark.Value.Span.Start)
                .ThenBy(remark => remark.Key.Text, StringComparer.Ordinal)
                .Select(remark => remark.Key.Text + remark.Value.Repairs?.Describe()
                    + $" ({Place(utf8, remark.Value.Span.Start)})").ToList();
        }
    }

    private static string Place(byte[] query, int offset)
    {
        var before = query.AsSpan(0, Math.Min(offset, query.Length));
        var line = before.Count((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{line}:{before.Length - before.LastIndexOf((byte)'\n')}");
    }

    // Operands are evaluated before what they are operands of, and the left before the right.
    private static bool IsLater(SourceSpan span, SourceSpan than) =>
        (span.End, -span.Start).CompareTo((than.End, -than.Start)) > 0;

    private void Remark(
        (bool IsWarning, string Text, int Place) key, SourceSpan span, MonotonicityRepairs? repairs = null)
    {
        HasRemarks = true;
        Add(key, span, repairs);
    }

    private void Add(
        (bool IsWarning, string Text, int Place) key, SourceSpan span, MonotonicityRepairs? repairs = null)
    {
        lock (remarksLock)
        {
            if (isClosed)
            {
                return;
            }

            if (remarks.TryGetValue(key, out var known))
            {
                var place = IsLater(span, known.Span) ? span : known.Span;
                remarks[key] = new One(place, known.Repairs?.With(repairs));
            }
            else if (remarks.Count < CountMax)
            {
                remarks.Add(key, new One(span, repairs));
            }
        }
    }

    private readonly record struct One(SourceSpan Span, MonotonicityRepairs? Repairs);
}
