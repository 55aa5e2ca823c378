using System.Globalization;
using System.Text;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;
using Belfry.Model;
using Belfry.Testing;
using Belfry.Testing.Time;
using Xunit;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class SocketFetcherTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_connection_that_the_target_closed_meanwhile_is_opened_again()
    {
        await using var target = new FakeTarget
        {
            Answer = FakeTarget.Raw(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\na 1\n", keepAlive: false),
        };
        using var fetcher = Fetcher(target);

        Assert.Equal("a 1\n", await BodyAsync(fetcher));
        Assert.Equal("a 1\n", await BodyAsync(fetcher));
        Assert.Equal(2, target.ConnectionCount);
    }

    [Fact]
    public async Task An_answer_without_a_length_ends_with_the_connection()
    {
        await using var target = new FakeTarget
        {
            Answer = FakeTarget.Raw("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\na 1\nb 2\n", keepAlive: false),
        };
        using var fetcher = Fetcher(target);

        Assert.Equal("a 1\nb 2\n", await BodyAsync(fetcher));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4x\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\n folded\r\n\r\na 1\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\na 1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na 1\nxx0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\na 1\n\r\n")]
    public async Task An_answer_whose_end_is_in_doubt_is_refused(string answer)
    {
        await using var target = new FakeTarget { Answer = FakeTarget.Raw(answer, keepAlive: false) };
        using var fetcher = Fetcher(target);

        await Assert.ThrowsAsync<ScrapeFailedException>(() => BodyAsync(fetcher));
    }

    [Fact]
    public async Task Chunks_of_any_size_in_any_pieces_give_the_body()
    {
        var seed = new Seed(5);
        var body = string.Concat(Enumerable.Range(0, 3_000).Select(number => $"m{number} {number}\n"));
        for (var round = 0; round < 20; round++)
        {
            var answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (var at = 0; at < body.Length;)
            {
                var size = Math.Min(seed.Random.Next(1, 9_000), body.Length - at);
                answer.Append(CultureInfo.InvariantCulture, $"{size:x}\r\n{body.AsSpan(at, size)}\r\n");
                at += size;
            }

            var bytes = TextEncoding.UTF8.GetBytes(answer.Append("0\r\n\r\n").ToString());
            var pieces = seed.Random.Next(1, 30);
            await using var target = new FakeTarget
            {
                Answer = async (stream, cancellationToken) =>
                {
                    foreach (var piece in bytes.Chunk((bytes.Length / pieces) + 1))
                    {
                        await stream.WriteAsync(piece, cancellationToken);
                    }

                    return true;
                },
            };
            using var fetcher = Fetcher(target);

            Assert.True(body == await BodyAsync(fetcher), seed.ToString());
            Assert.True(body == await BodyAsync(fetcher), seed.ToString());
            Assert.Equal(1, target.ConnectionCount);
        }
    }

    [Fact]
    public void Any_head_is_read_or_refused()
    {
        var seed = new Seed(6);
        var good = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 17\r\nConnection: close"u8.ToArray();
        for (var round = 0; round < 4_000; round++)
        {
            var head = good.ToArray();
            for (var flips = seed.Random.Next(1, 6); flips > 0; flips--)
            {
                head[seed.Random.Next(head.Length)] = (byte)seed.Random.Next(256);
            }

            var isRead = ResponseHead.TryRead(head.AsSpan(0, seed.Random.Next(head.Length + 1)), "", out var read);
            Assert.True(!isRead || read.ContentLengthBytes >= -1, seed.ToString());
        }
    }

    private SocketFetcher Fetcher(FakeTarget target)
    {
        var config = new ScrapeConfig { JobName = "j" };
        var labels = Labels.From(("__address__", target.Address), ("__scheme__", "http"), ("__metrics_path__", "/m"));
        var scraped = new ScrapeTarget(labels, labels, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), config);
        return SocketFetcher.TryCreate(scraped, config, new ScrapeOptions(), clock)!;
    }

    private static async Task<string> BodyAsync(SocketFetcher fetcher)
    {
        using var body = new BodyBuffer(0);
        await fetcher.FetchAsync(TimeSpan.FromMinutes(1), body, TestContext.Current.CancellationToken);
        return TextEncoding.UTF8.GetString(body.Span);
    }
}
