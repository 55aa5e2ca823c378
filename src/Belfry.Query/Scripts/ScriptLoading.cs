using System.Globalization;

namespace Belfry.Query.Scripts;

/// <summary>Appends the samples of a load command.</summary>
internal static class ScriptLoading
{
    /// <exception cref="ScriptException">A sample is refused; says where.</exception>
    internal static void Load(LoadCommand load, ScriptStore store)
    {
        try
        {
            foreach (var line in load.Series.GroupBy(line => line.Labels).Select(lines => lines.Last()))
            {
                Append(line, load.StepMs, store);
            }

            if (load.ConvertsClassic)
            {
                AppendConverted(load, store);
            }
        }
        catch (ScriptException wrong)
        {
            throw new ScriptException(string.Create(
                CultureInfo.InvariantCulture, $"line {load.Line}: load: {wrong.Message}"));
        }
    }

    private static void Append(SeriesLine line, long stepMs, ScriptStore store)
    {
        for (var position = 0; position < line.Values.Count; position++)
        {
            if (!line.Values[position].IsOmitted)
            {
                var timeMs = position * stepMs;
                var offsetMs = line.StartOffsetsMs.Count > 0 ? line.StartOffsetsMs[position] : null;
                store.Append(line.Labels, timeMs, line.Values[position], timeMs + offsetMs ?? 0);
            }
        }
    }

    private static void AppendConverted(LoadCommand load, ScriptStore store)
    {
        foreach (var (labels, histograms) in ClassicConversion.Convert(load))
        {
            foreach (var (timeMs, histogram) in histograms)
            {
                store.Append(labels, timeMs, new ScriptValue(null, histogram, false));
            }
        }
    }
}
