using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class HealthEndpointTests
{
    [Fact]
    public async Task Health_and_readiness_are_told_in_Prometheus_s_words()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((200, "Prometheus Server is Healthy.\n"), await AskAsync(server, HttpMethod.Get, "/-/healthy"));
        Assert.Equal((200, "Prometheus Server is Ready.\n"), await AskAsync(server, HttpMethod.Get, "/-/ready"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_is_not_ready_refuses_work_and_says_whether_it_stops(bool isStopping)
    {
        await using var server = await ApiServer.StartAsync();
        (server.Server.IsReady, server.Server.IsStopping) = (false, isStopping);
        foreach (var path in (string[])["/-/ready", "/api/v1/query?query=1", "/api/v1/labels", "/api/v1/rules"])
        {
            using var response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(isStopping ? "true" : "false", response.Headers.GetValues("X-Prometheus-Stopping").Single());
        }

        Assert.Equal(200, (await AskAsync(server, HttpMethod.Get, "/-/healthy")).Status);
        Assert.Contains("\"state\":\"in progress\"", (await server.GetAsync("status/walreplay")).Body);
    }

    [Fact]
    public async Task A_reload_answers_when_it_is_done()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((200, ""), await AskAsync(server, HttpMethod.Post, "/-/reload"));
        Assert.Equal((200, ""), await AskAsync(server, HttpMethod.Put, "/-/reload"));
        Assert.Equal(2, server.Server.ReloadCount);
        Assert.Equal(405, (await AskAsync(server, HttpMethod.Get, "/-/reload")).Status);
    }

    [Fact]
    public async Task A_reload_that_is_refused_says_what_is_wrong()
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.ReloadProblems = "prometheus.yml:3:1: error: unknown key";

        Assert.Equal(
            (500, "failed to reload config: prometheus.yml:3:1: error: unknown key\n"),
            await AskAsync(server, HttpMethod.Post, "/-/reload"));
    }

    [Fact]
    public async Task Quitting_is_acknowledged_and_asked_of_the_process()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal(
            (200, "Requesting termination... Goodbye!"), await AskAsync(server, HttpMethod.Post, "/-/quit"));
        Assert.Equal(1, server.Server.QuitCount);
    }

    [Theory]
    [InlineData("/-/reload")]
    [InlineData("/-/quit")]
    public async Task Without_its_flag_the_process_is_not_controlled_over_HTTP(string path)
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.IsLifecycleEnabled = false;

        Assert.Equal((403, "Lifecycle API is not enabled."), await AskAsync(server, HttpMethod.Post, path));
        Assert.Equal((0, 0), (server.Server.ReloadCount, server.Server.QuitCount));
    }

    [Fact]
    public async Task A_path_that_is_unknown_is_not_found()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((404, "404 page not found\n"), await AskAsync(server, HttpMethod.Get, "/api/v1/nothing"));
        Assert.Equal((404, "404 page not found\n"), await AskAsync(server, HttpMethod.Get, "/api/v7"));
    }

    [Fact]
    public async Task Metrics_are_text_that_Prometheus_scrapes()
    {
        await using var server = await ApiServer.StartAsync();

        using var response = await server.Client.GetAsync("/metrics", TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("# TYPE belfry_remote_write_exemplars_total counter\n", body);
    }

    [Theory]
    [InlineData(
        "text/plain",
        "snappy", 415, "expected application/x-protobuf as the first (media) part, got text/plain content-type\n")]
    [InlineData(
        "application/x-protobuf;proto=yolo",
        "snappy",
        415,
        "got application/x-protobuf; proto=yolo content type; unknown type for remote write protobuf message yolo, "
        + "supported: prometheus.WriteRequest, io.prometheus.write.v2.Request\n")]
    [InlineData("application/x-protobuf;proto=io.prometheus.write.v2.Request", "snappy", 204, "")]
    [InlineData(
        "application/x-protobuf",
        "gzip",
        415,
        "gzip encoding (compression) is not accepted by this server; only snappy is acceptable\n")]
    [InlineData("application/x-protobuf;proto=prometheus.WriteRequest", "snappy", 204, "")]
    [InlineData("application/x-protobuf", "snappy", 204, "")]
    public async Task Remote_write_takes_its_two_messages_in_snappy_only(string type, string encoding, int status, string body)
    {
        await using var server = await ApiServer.StartAsync();

        // An empty request: the length 0 of what is compressed.
        Assert.Equal((status, body), await WriteAsync(server, [0], type, encoding));
    }

    [Fact]
    public async Task Remote_write_that_cannot_be_read_is_not_to_be_retried()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal(400, (await WriteAsync(server, [255, 255, 1], "application/x-protobuf", "snappy")).Status);
    }

    [Fact]
    public async Task Remote_write_is_closed_without_its_flag()
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.IsRemoteWriteEnabled = false;

        Assert.Equal(
            (404, "remote write receiver needs to be enabled with --web.enable-remote-write-receiver\n"),
            await WriteAsync(server, [0], "application/x-protobuf", "snappy"));
    }

    private static async Task<(int Status, string Body)> WriteAsync(
        ApiServer server, byte[] bytes, string type, string encoding)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        content.Headers.ContentEncoding.Add(encoding);
        using var response = await server.Client.PostAsync(
            "/api/v1/write", content, TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(int Status, string Body)> AskAsync(ApiServer server, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
