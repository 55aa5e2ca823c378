using System.Text;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Scripts;

/// <summary>
/// The data of a script, in memory: samples come in the order of their times, as into a head. Readers see what is there
/// when they read; nothing may be appended meanwhile.
/// </summary>
internal sealed class ScriptStore : ISeriesSource
{
    private readonly SortedDictionary<Labels, ScriptSeries> series = [];

    /// <summary>Removes everything.</summary>
    internal void Clear() => series.Clear();

    /// <summary>Appends a value at a time; it counts since <paramref name="startMs"/>, zero for not known.</summary>
    /// <exception cref="ScriptException">The series has a later sample, or another one at this time.</exception>
    internal void Append(Labels labels, long timeMs, ScriptValue value, long startMs = 0)
    {
        if (!series.TryGetValue(labels, out var one))
        {
            one = new ScriptSeries(labels);
            series.Add(labels, one);
        }

        one.Append(timeMs, value, startMs);
    }

    /// <inheritdoc/>
    public ISeriesReader Open(TimestampMs from, TimestampMs through) =>
        new Reader([.. series.Values.Where(one => one.HasSamples(from.Value, through.Value))]);

    private sealed class Reader(List<ScriptSeries> seen) : ISeriesReader
    {
        private static readonly Comparer<byte[]> Utf8Order =
            Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

        public IReadOnlyList<ISelectedSeries> Select(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return seen.FindAll(one => matchers.All(matcher => matcher.Matches(one.Labels)));
        }

        public IReadOnlyList<string> LabelNames(
            IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) => Sorted(
            Select(matchers, cancellationToken).SelectMany(one => one.Labels.ToPairs()).Select(pair => pair.Key));

        public IReadOnlyList<string> LabelValues(
            string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) => Sorted(
            Select(matchers, cancellationToken).Select(one => one.Labels.Get(name)).Where(value => value.Length > 0));

        public void Dispose()
        {
        }

        private static List<string> Sorted(IEnumerable<string> texts) =>
            [.. texts.Distinct(StringComparer.Ordinal).OrderBy(Encoding.UTF8.GetBytes, Utf8Order)];
    }
}
