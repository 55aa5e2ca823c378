using Belfry.Model;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators.Enrichment;

/// <summary>
/// <c>info</c>: the series of a vector with labels of the info series of the same instance and job. Which these are may
/// change from step to step, so one series may become several rows. Rows may repeat a label set: the caller merges
/// them.
/// </summary>
/// <param name="inner">The series.</param>
/// <param name="selector">Which info series, and which of their labels.</param>
/// <param name="window">When info series are looked at.</param>
/// <param name="span">Where the call is written, for remarks.</param>
internal sealed class InfoOperator(VectorOperator inner, InfoSelector selector, RangeWindow window, SourceSpan span)
    : VectorOperator(inner.Grid)
{
    private readonly List<Enriched> enriched = [];
    private SeriesKey[] rows = [];
    private SortedDictionary<int, string> conflicts = [];

    /// <summary>How often each sample counts in the statistics.</summary>
    internal int Repetitions { get; init; } = 1;

    /// <summary>At each step, how many info series have a sample; counted while it is prepared.</summary>
    internal long[] SeenAt { get; init; } = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        var choices = Choices(evaluation);
        conflicts = choices.Conflicts;
        var mixes = new Dictionary<Labels, InfoMix>();
        var identityOf = new LabelProjection(InfoChoices.Identifying, keeps: true);
        var keys = new List<SeriesKey>();
        for (var row = 0; row < inner.Rows.Count; row++)
        {
            var key = inner.Rows[row];
            if (selector.IsInfoMetric(key.Labels.MetricName))
            {
                Add(keys, key, new Enriched(row, 0, null, null));
                continue;
            }

            var identity = identityOf.ProjectToLabels(key.Labels);
            if (!mixes.TryGetValue(identity, out var mix))
            {
                mix = InfoMix.Of(choices, identity, evaluation, Grid.Count);
                mixes.Add(identity, mix);
            }

            Enrich(keys, row, mix, choices);
        }

        rows = [.. keys];
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var one = enriched[row];
        inner.Fill(one.Row, values, histograms, workspace);
        for (var step = 0; step < values.Length; step++)
        {
            if (Presence.IsAbsent(values[step]))
            {
                continue;
            }

            if (conflicts.TryGetValue(step, out var conflict))
            {
                throw EvaluationException.Failed(conflict);
            }

            if (one.Mix is not null && !one.Mix.IsAt(one.Number, step))
            {
                values[step] = Presence.Absent;
            }
            else if (one.Wrong is not null)
            {
                throw EvaluationException.Failed(one.Wrong);
            }
        }

        histograms.KeepMarked(values);
    }

    private InfoChoices Choices(Evaluation evaluation)
    {
        var choices = new InfoChoices(window);
        var present = InfoChoices.Identifying
            .Select(name => (Name: name, Values: ValuesOf(name)))
            .Where(label => label.Values.Count > 0).ToList();
        if (present.Count == 0)
        {
            return choices;
        }

        var selection = evaluation.Select(selector.Matchers, window, WindowParts.None, takesLast: true, span);
        using var workspace = new Workspace(evaluation);
        foreach (var series in selection.Series)
        {
            evaluation.Check();
            if (present.TrueForAll(label => label.Values.Contains(series.Labels.Get(label.Name))))
            {
                Read(series, choices, workspace);
            }
        }

        return choices;
    }

    private void Read(ISelectedSeries series, InfoChoices choices, Workspace workspace)
    {
        var columns = workspace.RentColumns();
        series.Read(new TimestampMs(window.FirstMs), new TimestampMs(window.LastMs), columns);
        workspace.SamplesUsed += (long)choices.Add(series, columns, SeenAt, workspace.Evaluation) * Repetitions;
        workspace.Return(columns);
    }

    private HashSet<string> ValuesOf(string name) =>
    [
        .. inner.Rows.Where(key => !selector.IsInfoMetric(key.Labels.MetricName))
            .Select(key => key.Labels.Get(name)).Where(value => value.Length > 0),
    ];

    private void Enrich(List<SeriesKey> keys, int row, InfoMix mix, InfoChoices choices)
    {
        var key = inner.Rows[row];
        for (var number = 0; number < mix.Mixes.Count; number++)
        {
            var infos = mix.Mixes[number];
            if (infos.Length == 0)
            {
                if (!selector.DemandsLabels)
                {
                    Add(keys, key, new Enriched(row, number, mix, null));
                }

                continue;
            }

            var labels = LabelsOf(key.Labels, infos, choices, out var wrong);
            Add(keys, key with { Labels = labels }, new Enriched(row, number, mix, wrong));
        }
    }

    private Labels LabelsOf(Labels own, int[] infos, InfoChoices choices, out string? wrong)
    {
        wrong = null;
        var builder = new LabelsBuilder();
        builder.Reset(own);
        foreach (var info in infos)
        {
            foreach (var (name, value) in choices[info].ToPairs())
            {
                if (!selector.Wants(name) || own.Get(name).Length > 0)
                {
                    continue;
                }

                var other = builder.Get(name);
                wrong ??= other.Length > 0 && other != value ? "conflicting label: " + name : null;
                builder.Set(name, value);
            }
        }

        return builder.ToLabels();
    }

    private void Add(List<SeriesKey> keys, SeriesKey key, Enriched one)
    {
        keys.Add(key);
        enriched.Add(one);
    }

    /// <summary>One row: which series with which set of infos; no set when it is an info series itself.</summary>
    private readonly record struct Enriched(int Row, int Number, InfoMix? Mix, string? Wrong);
}
