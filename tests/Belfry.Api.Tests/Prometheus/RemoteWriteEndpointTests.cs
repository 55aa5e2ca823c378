using System.Net.Http.Headers;
using Belfry.Encoding.Snappy;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class RemoteWriteEndpointTests
{
    private const string V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

    private static readonly string[] Counted = ["Samples", "Histograms", "Exemplars"];

    private readonly long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Version_2_is_answered_with_what_was_written()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, counts, body) = await WriteAsync(server, Request(references: [1, 2]), V2);

        Assert.Equal((204, "1 1 1", ""), (status, counts, body));
    }

    [Fact]
    public async Task A_refusal_tells_what_was_written_nevertheless()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, counts, body) = await WriteAsync(server, Request([1, 2], [1]), V2);

        Assert.Equal(
            (400, "1 1 1", "parsing labels for series [1]: invalid labelRefs length 1\n"), (status, counts, body));
    }

    [Fact]
    public async Task Version_1_has_no_counts()
    {
        await using var server = await ApiServer.StartAsync();
        var request = new ProtobufWriter().Message(
            1, RemoteMessages.Series(("__name__", "m")).Message(2, RemoteMessages.Sample(1, nowMs)));

        Assert.Equal((204, "", ""), await WriteAsync(server, request, "application/x-protobuf"));
    }

    [Fact]
    public async Task What_senders_say_about_metrics_is_metadata()
    {
        await using var server = await ApiServer.StartAsync();
        await WriteAsync(server, Request(references: [1, 2]), V2);
        const string Expected = """{"m":[{"type":"gauge","help":"Help.","unit":"seconds"}]}""";

        Assert.Equal(Expected, (await server.DataAsync("metadata")).GetRawText());
        Assert.Equal(Expected, (await server.DataAsync("metadata?metric=m")).GetRawText());
        Assert.Equal("{}", (await server.DataAsync("metadata?metric=other")).GetRawText());
        Assert.Equal("[]", (await server.DataAsync("targets/metadata")).GetRawText());
    }

    private ProtobufWriter Request(params uint[][] references)
    {
        var request = new ProtobufWriter();
        foreach (var symbol in (string[])["", "__name__", "m", "Help.", "seconds"])
        {
            request.Text(4, symbol);
        }

        foreach (var labels in references)
        {
            request.Message(5, new ProtobufWriter().Packed(1, labels)
                .Message(2, RemoteMessages.Sample(1, nowMs))
                .Message(3, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, nowMs))
                .Message(4, new ProtobufWriter().Packed(1, 3, 4).Plain(3, (ulong)nowMs))
                .Message(5, new ProtobufWriter().Plain(1, 2).Plain(3, 3).Plain(4, 4)));
        }

        return request;
    }

    private static async Task<(int Status, string Counts, string Body)> WriteAsync(
        ApiServer server, ProtobufWriter request, string type)
    {
        var bytes = request.ToArray();
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(bytes.Length)];
        using var content = new ByteArrayContent(block, 0, SnappyBlock.Encode(bytes, block));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        content.Headers.ContentEncoding.Add("snappy");
        using var response = await server.Client.PostAsync(
            "/api/v1/write", content, TestContext.Current.CancellationToken);
        var counts = Counted.SelectMany(what =>
            response.Headers.TryGetValues($"X-Prometheus-Remote-Write-{what}-Written", out var found) ? found : []);
        return (
            (int)response.StatusCode,
            string.Join(' ', counts),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
