using System.Globalization;
using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Belfry.Testing;
using Xunit;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// The executable is killed while samples stream in. Every sample whose request was answered with 2xx must be there
/// after the restart, and nothing else may be: not another value, not a sample that was never sent.
/// The count of kills is <c>BELFRY_KILLS</c>, 50 unless told otherwise.
/// </summary>
public sealed class KillTests
{
    private const int SeriesCount = 40;
    private const int StepMs = 20;
    private static readonly HttpClient Http = new();

    private readonly Seed seed = new(20_261_121);

    // One step is one request with a sample of every series, whose value follows from its series and step.
    private readonly long firstMs = DateTimeOffset.UtcNow.AddMinutes(-60).ToUnixTimeMilliseconds() / StepMs * StepMs;
    private readonly HashSet<long> acknowledged = [];
    private long sentSteps;

    [Fact]
    public async Task No_acknowledged_sample_is_lost_and_none_invented()
    {
        var kills = int.Parse(
            Environment.GetEnvironmentVariable("BELFRY_KILLS") ?? "50", CultureInfo.InvariantCulture);
        using var configuration = new TemporaryFile("prometheus.yml", "global: {scrape_interval: 1h}\n");
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();
        for (var kill = 0; kill < kills; kill++)
        {
            await SendUntilKilledAsync(server, TimeSpan.FromMilliseconds(seed.Random.Next(5, 400)));
            await server.StartAsync();
            await VerifyAsync(server, kill);
        }

        Assert.Equal(0, await server.StopAsync());
        Assert.True(acknowledged.Count > kills, $"only {acknowledged.Count} requests were acknowledged ({seed})");
        Console.WriteLine($"{kills} kills, {acknowledged.Count * SeriesCount} samples acknowledged, none lost, none invented");
    }

    private async Task SendUntilKilledAsync(BelfryServer server, TimeSpan after)
    {
        var killing = Task.Run(async () =>
        {
            await Task.Delay(after);
            server.Kill();
        });
        while (!killing.IsCompleted)
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
                break;
            }
        }

        await killing;
    }

    private async Task VerifyAsync(BelfryServer server, int kill)
    {
        var endMs = firstMs + (sentSteps * StepMs);
        var rangeMs = endMs - firstMs + StepMs;
        var time = (endMs / 1000.0).ToString(CultureInfo.InvariantCulture);
        var answer = await server.ApiAsync($"query?time={time}&query=killed[{rangeMs}ms]");
        var series = answer.GetProperty("result").EnumerateArray().ToList();
        Assert.True(
            acknowledged.Count == 0 || series.Count == SeriesCount, $"kill {kill}: {series.Count} series ({seed})");
        foreach (var one in series)
        {
            var number = int.Parse(
                one.GetProperty("metric").GetProperty("number").GetString()!, CultureInfo.InvariantCulture);
            VerifySeries(one.GetProperty("values"), number, $"kill {kill}, series {number}, {seed}");
        }
    }

    private void VerifySeries(JsonElement values, int number, string where)
    {
        var seen = new HashSet<long>();
        foreach (var point in values.EnumerateArray())
        {
            var step = ((long)Math.Round(point[0].GetDouble() * 1000) - firstMs) / StepMs;
            var value = double.Parse(point[1].GetString()!, CultureInfo.InvariantCulture);
            Assert.True(step >= 0 && step < sentSteps, $"a sample of step {step} was never sent ({where})");
            Assert.True(ValueOf(number, step) == value, $"step {step} has the value {value} ({where})");
            seen.Add(step);
        }

        var lost = acknowledged.Where(step => !seen.Contains(step)).ToList();
        Assert.True(lost.Count == 0, $"lost acknowledged steps {string.Join(',', lost.Take(10))} ({where})");
    }

    private IEnumerable<((string Name, string Value)[] Labels, long TimestampMs, double Value)> SamplesOf(long step)
    {
        for (var number = 0; number < SeriesCount; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            yield return ([("__name__", "killed"), ("number", text)], firstMs + (step * StepMs), ValueOf(number, step));
        }
    }

    private static double ValueOf(int number, long step) => (number * 1_000_003) + (step * 7.25);
}
