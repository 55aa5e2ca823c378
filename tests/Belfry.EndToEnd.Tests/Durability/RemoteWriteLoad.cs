using System.Globalization;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// A sender of remote write with series of its own. One step is one request with a sample of every series, whose value
/// follows from its series and step; which steps were acknowledged is kept.
/// </summary>
internal sealed class RemoteWriteLoad(int sender, DateTimeOffset first, TimeSpan stepLength)
{
    private const int SeriesCount = 25;
    private const int StepsPerQuery = 2_000;
    private const int StepsBack = 500;
    private static readonly HttpClient Http = new();

    private readonly long stepMs = (long)stepLength.TotalMilliseconds;
    private readonly long firstMs =
        first.ToUnixTimeMilliseconds() / (long)stepLength.TotalMilliseconds * (long)stepLength.TotalMilliseconds;
    private readonly List<long> acknowledged = [];
    private long sentSteps;

    internal long AcknowledgedSampleCount => acknowledged.Count * (long)SeriesCount;

    /// <summary>Sends one request after the other until the server is killed, or the samples have reached this
    /// day.</summary>
    internal async Task SendAsync(BelfryServer server, CancellationToken isKilled)
    {
        while (!isKilled.IsCancellationRequested
            && firstMs + (sentSteps * stepMs) < DateTimeOffset.UtcNow.ToUnixTimeMilliseconds())
        {
            var step = sentSteps++;
            try
            {
                using var content = new ByteArrayContent(RemoteWriteBody.Of(SamplesOf(step)));
                content.Headers.ContentType = new("application/x-protobuf");
                content.Headers.ContentEncoding.Add("snappy");
                using var response = await Http.PostAsync(
                    $"{server.Url}/api/v1/write", content, TestContext.Current.CancellationToken);
                Assert.True(
                    response.IsSuccessStatusCode,
                    await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                acknowledged.Add(step);
            }
            catch (HttpRequestException)
            {
                // Killed under way: this step may be there or not. The next ones go on behind it.
                return;
            }
        }
    }

    /// <summary>Looks at the newest steps, or at all.</summary>
    internal async Task VerifyAsync(BelfryServer server, bool everything, string where)
    {
        for (var start = everything ? 0 : Math.Max(0, sentSteps - StepsBack); start < sentSteps; start += StepsPerQuery)
        {
            await VerifyAsync(server, start, Math.Min(sentSteps, start + StepsPerQuery), where);
        }
    }

    private async Task VerifyAsync(BelfryServer server, long start, long end, string where)
    {
        var time = ((firstMs + ((end - 1) * stepMs)) / 1000.0).ToString(CultureInfo.InvariantCulture);
        var rangeMs = (end - start) * stepMs;
        var answer = await server.ApiAsync($"query?time={time}&query=killed{{sender=\"{sender}\"}}[{rangeMs}ms]");
        var wanted = acknowledged.Where(step => step >= start && step < end).ToList();
        var series = answer.GetProperty("result").EnumerateArray().ToList();
        Assert.True(wanted.Count == 0 || series.Count == SeriesCount, $"{series.Count} series ({where})");
        foreach (var one in series)
        {
            var number = int.Parse(
                one.GetProperty("metric").GetProperty("number").GetString()!, CultureInfo.InvariantCulture);
            VerifySeries(one.GetProperty("values"), number, wanted, $"series {number}, {where}");
        }
    }

    private void VerifySeries(JsonElement values, int number, List<long> wanted, string where)
    {
        var seen = new HashSet<long>();
        foreach (var point in values.EnumerateArray())
        {
            var step = ((long)Math.Round(point[0].GetDouble() * 1000) - firstMs) / stepMs;
            var value = double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture);
            Assert.True(step >= 0 && step < sentSteps, $"a sample of step {step} was never sent ({where})");
            Assert.True(ValueOf(number, step) == value, $"step {step} has the value {value} ({where})");
            seen.Add(step);
        }

        var lost = wanted.Where(step => !seen.Contains(step)).ToList();
        Assert.True(lost.Count == 0, $"lost acknowledged steps {string.Join(',', lost.Take(10))} ({where})");
    }

    private IEnumerable<((string Name, string Value)[] Labels, long TimestampMs, double Value)> SamplesOf(long step)
    {
        for (var number = 0; number < SeriesCount; number++)
        {
            var (text, name) = (Text(number), Text(sender));
            yield return (
                [("__name__", "killed"), ("number", text), ("sender", name)],
                firstMs + (step * stepMs),
                ValueOf(number, step));
        }
    }

    private double ValueOf(int number, long step) => (((sender * 100) + number) * 1_000_003) + (step * 7.25);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
