using System.Text.Json;

namespace Belfry.Query.Engine;

/// <summary>What a query cost, in the form of Prometheus's API and query log.</summary>
public static class QueryStatisticsJson
{
    /// <summary>Writes one object; times in seconds.</summary>
    public static void Write(Utf8JsonWriter writer, QueryStatistics statistics)
    {
        var evaluated = statistics.Elapsed - statistics.Queued;
        var inner = evaluated - statistics.Preparation - statistics.Sorting;
        writer.WriteStartObject();
        writer.WriteStartObject("timings");
        writer.WriteNumber("evalTotalTime", evaluated.TotalSeconds);
        writer.WriteNumber("resultSortTime", statistics.Sorting.TotalSeconds);
        writer.WriteNumber("queryPreparationTime", statistics.Preparation.TotalSeconds);
        writer.WriteNumber("innerEvalTime", inner.TotalSeconds);
        writer.WriteNumber("execQueueTime", statistics.Queued.TotalSeconds);
        writer.WriteNumber("execTotalTime", statistics.Elapsed.TotalSeconds);
        writer.WriteEndObject();
        writer.WriteStartObject("samples");
        Write(writer, "totalQueryableSamplesPerStep", statistics.TotalQueryableSamplesPerStep);
        writer.WriteNumber("totalQueryableSamples", statistics.TotalQueryableSamples);
        Write(writer, "samplesReadPerStep", statistics.SamplesReadPerStep);
        writer.WriteNumber("samplesRead", statistics.SamplesRead);
        writer.WriteNumber("peakSamples", statistics.PeakSamples);
        writer.WriteEndObject();
        writer.WriteStartObject("reuse");
        writer.WriteNumber("stepsReused", statistics.StepsReused);
        writer.WriteNumber("steps", statistics.Steps);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<StepSamples>? steps)
    {
        if (steps is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var (timestamp, samples) in steps)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(timestamp.Value / 1000m);
            writer.WriteNumberValue(samples);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
