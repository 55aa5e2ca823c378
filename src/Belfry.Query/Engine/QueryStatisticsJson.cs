using System.Text.Json;

namespace Belfry.Query.Engine;

/// <summary>What a query cost, in the form of Prometheus's API and query log.</summary>
public static class QueryStatisticsJson
{
    /// <summary>Writes one object; times in seconds.</summary>
    public static void Write(Utf8JsonWriter writer, QueryStatistics statistics)
    {
        var evaluated = statistics.Elapsed - statistics.Queued;
        writer.WriteStartObject();
        writer.WriteStartObject("timings");
        writer.WriteNumber("evalTotalTime", evaluated.TotalSeconds);
        writer.WriteNumber("queryPreparationTime", statistics.Preparation.TotalSeconds);
        writer.WriteNumber("innerEvalTime", (evaluated - statistics.Preparation).TotalSeconds);
        writer.WriteNumber("execQueueTime", statistics.Queued.TotalSeconds);
        writer.WriteNumber("execTotalTime", statistics.Elapsed.TotalSeconds);
        writer.WriteEndObject();
        writer.WriteStartObject("samples");
        writer.WriteNumber("totalQueryableSamples", statistics.TotalQueryableSamples);
        writer.WriteNumber("peakSamples", statistics.PeakSamples);
        writer.WriteEndObject();
        writer.WriteStartObject("reuse");
        writer.WriteNumber("stepsReused", statistics.StepsReused);
        writer.WriteNumber("steps", statistics.Steps);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
