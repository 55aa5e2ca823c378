using System.Globalization;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators.Enrichment;

/// <summary>
/// Which info series stands for each metric name and identity at each step: the one with the newest sample. Filled by
/// one thread, read by any.
/// </summary>
internal sealed class InfoChoices(RangeWindow window)
{
    /// <summary>The labels that tell which info series belong to a series.</summary>
    internal static readonly string[] Identifying = ["instance", "job"];

    private readonly LabelProjection signatureOf = new([LabelNames.MetricName, .. Identifying], keeps: true);
    private readonly LabelSetIndex signatures = new();
    private readonly List<Choice[]> choices = [];
    private readonly List<Labels> infos = [];

    /// <summary>The names of the info metrics, in the order they were seen.</summary>
    internal List<string> Names { get; } = [];

    /// <summary>What is wrong at steps at which two samples are equally new.</summary>
    internal SortedDictionary<int, string> Conflicts { get; } = [];

    /// <summary>The labels of an info series.</summary>
    internal Labels this[int info] => infos[info];

    /// <summary>
    /// Takes one info series, and adds one to <paramref name="seenAt"/> at each step at which it has a sample; returns
    /// how many these are.
    /// </summary>
    /// <exception cref="EvaluationException">It is a native histogram.</exception>
    internal int Add(ISelectedSeries series, SampleColumns samples, long[] seenAt, Evaluation evaluation)
    {
        var signature = signatures.Add(signatureOf.Project(series.Labels));
        if (signature == choices.Count)
        {
            evaluation.Hold(window.Grid.Count);
            choices.Add(NewChoices());
        }

        var info = infos.Count;
        infos.Add(series.Labels);
        if (!Names.Contains(series.Labels.MetricName))
        {
            Names.Add(series.Labels.MetricName);
        }

        return Lay(samples, info, choices[signature], seenAt);
    }

    /// <summary>
    /// The info series at each step of the identity with the canonical labels <paramref name="identity"/>; -1 where
    /// there is none. Null when there never is one.
    /// </summary>
    internal int[]? Find(string name, Labels identity)
    {
        var builder = new LabelsBuilder();
        builder.Reset(identity);
        builder.Set(LabelNames.MetricName, name);
        var number = signatures.Find(builder.ToCanonical());
        return number < 0 ? null : Array.ConvertAll(choices[number], choice => choice.Info);
    }

    private Choice[] NewChoices()
    {
        var fresh = new Choice[window.Grid.Count];
        Array.Fill(fresh, new Choice(-1, long.MinValue));
        return fresh;
    }

    private int Lay(SampleColumns samples, int info, Choice[] steps, long[] seenAt)
    {
        var (next, found) = (0, 0);
        for (var step = 0; step < steps.Length; step++)
        {
            var end = window.EndAt(step);
            while (next < samples.Count && samples.TimestampsMs[next] <= end)
            {
                next++;
            }

            var isSeen = next > 0 && samples.TimestampsMs[next - 1] > end - window.RangeMs
                && !StaleMarker.IsStale(samples.Values[next - 1]);
            if (isSeen)
            {
                found++;
                seenAt[step]++;
                if (samples.HasHistograms && samples.Histograms[next - 1] is not null)
                {
                    throw EvaluationException.Failed(
                        $"this should be an info metric, with float samples: {infos[info]}");
                }

                Choose(step, info, samples.TimestampsMs[next - 1], steps);
            }
        }

        return found;
    }

    private void Choose(int step, int info, long timeMs, Choice[] steps)
    {
        var before = steps[step];
        if (before.Info >= 0 && before.TimeMs == timeMs)
        {
            Conflicts.TryAdd(step, string.Create(
                CultureInfo.InvariantCulture,
                $"found duplicate series for info metric: existing {infos[before.Info]} @ {timeMs}, "
                + $"new {infos[info]} @ {timeMs}"));
        }
        else if (timeMs > before.TimeMs)
        {
            steps[step] = new Choice(info, timeMs);
        }
    }

    private readonly record struct Choice(int Info, long TimeMs);
}
