using System.Text.Json;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>What a server says of the samples that a query took.</summary>
/// <param name="Used">How many it used.</param>
/// <param name="UsedPerStep">The same step by step, as JSON.</param>
/// <param name="Peak">The most it held at a time.</param>
internal sealed record SampleCounts(long Used, string UsedPerStep, long Peak)
{
    /// <summary>Null for an error.</summary>
    internal static SampleCounts? Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.GetProperty("status").GetString() != "success")
        {
            return null;
        }

        var samples = document.RootElement.GetProperty("data").GetProperty("stats").GetProperty("samples");
        return new SampleCounts(
            samples.GetProperty("totalQueryableSamples").GetInt64(),
            string.Join(' ', samples.GetProperty("totalQueryableSamplesPerStep").EnumerateArray()
                .Select(step => $"{step[1]}@{step[0].GetDouble()}")),
            samples.GetProperty("peakSamples").GetInt64());
    }
}
