using System.Globalization;
using System.Net;
using System.Text;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// A target whose every scrape has a number, which all its series tell. What a query once showed was committed: it is
/// kept, and must be there for ever.
/// </summary>
internal sealed class CountingTarget : IDisposable
{
    private const int SeriesCount = 30;

    private readonly HttpListener listener = new();
    private readonly SortedDictionary<long, double> seen = [];
    private long servedCount;

    internal CountingTarget()
    {
        Port = RunningProcess.FreePort();
        listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));
        listener.Start();
        _ = ServeAsync();
    }

    internal int Port { get; }

    internal long ServedCount => Interlocked.Read(ref servedCount);

    internal int SeenCount => seen.Count;

    /// <summary>Asks again and again what the newest scrape is, until the server is killed.</summary>
    internal async Task WatchAsync(BelfryServer server, CancellationToken isKilled)
    {
        while (!isKilled.IsCancellationRequested)
        {
            try
            {
                foreach (var (timeMs, value) in await ReadAsync(server, "scraped{number=\"7\"}[5s]", 7))
                {
                    seen[timeMs] = value;
                }
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>Everything that was seen is there, in every series; everything that is there was served.</summary>
    internal async Task VerifyAsync(BelfryServer server, string where)
    {
        for (var number = 0; number < SeriesCount; number += 7)
        {
            var found = await ReadAsync(server, $"scraped{{number=\"{number}\"}}[1h]", number);
            var lost = seen.Where(one => !found.TryGetValue(one.Key, out var value) || value != one.Value).ToList();
            Assert.True(lost.Count == 0, $"lost scrapes {string.Join(',', lost.Take(10))} of series {number} ({where})");
            Assert.True(
                found.Values.SequenceEqual(found.Values.Order().Distinct()), $"scrapes come twice or in disorder ({where})");
            Assert.All(found.Values, value => Assert.InRange(value, 1, ServedCount));
        }
    }

    public void Dispose() => listener.Close();

    private static async Task<SortedDictionary<long, double>> ReadAsync(BelfryServer server, string query, int number)
    {
        var answer = await server.ApiAsync($"query?query={Uri.EscapeDataString(query)}");
        var found = new SortedDictionary<long, double>();
        foreach (var point in answer.GetProperty("result").EnumerateArray()
            .SelectMany(series => series.GetProperty("values").EnumerateArray()))
        {
            var text = point[1].GetString()!;
            if (text != "NaN")
            {
                var value = double.Parse(text, CultureInfo.InvariantCulture);
                Assert.Equal(number, value % 1000);
                found.Add((long)Math.Round(point[0].GetDouble() * 1000), Math.Floor(value / 1000));
            }
        }

        return found;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var count = Interlocked.Increment(ref servedCount);
                var body = new StringBuilder("# TYPE scraped gauge\n");
                for (var number = 0; number < SeriesCount; number++)
                {
                    body.Append(CultureInfo.InvariantCulture, $"scraped{{number=\"{number}\"}} {(count * 1000) + number}\n");
                }

                context.Response.ContentType = "text/plain; version=0.0.4";
                await WriteAsync(context.Response, body.ToString());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, string body)
    {
        try
        {
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException)
        {
            // Whoever asked was killed.
        }
    }
}
