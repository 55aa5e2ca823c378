using System.Net;
using System.Text.Json;
using Belfry.Testing;
using Xunit;

namespace Belfry.Api.Tests.Alertmanager;

public sealed class AlertmanagerApiTests
{
    private const string TwoAlerts = """
        [{"labels":{"alertname":"Down","instance":"a","severity":"critical","empty":""},
          "annotations":{"summary":"it \"is\" über"},"startsAt":"2024-02-29T14:37:11.5131234+01:00",
          "endsAt":"2099-01-01T00:00:00Z","generatorURL":"http://prometheus/graph"},
         {"labels":{"alertname":"Slow","instance":"a","severity":"warning","owner":"y","env":"prod"},"unknown":[{}]}]
        """;

    [Fact]
    public async Task Posted_alerts_are_listed_with_their_state_and_receivers()
    {
        await using var server = await AlertmanagerServer.StartAsync();

        Assert.Equal((200, ""), await server.PostAsync("alerts", TwoAlerts));
        var alerts = (await server.GetAsync("alerts")).EnumerateArray().ToDictionary(NameOf);

        var down = alerts["Down"];
        Assert.Equal("2024-02-29T13:37:11.513Z", down.GetProperty("startsAt").GetString());
        Assert.Equal("2099-01-01T00:00:00.000Z", down.GetProperty("endsAt").GetString());
        Assert.Equal("it \"is\" über", down.GetProperty("annotations").GetProperty("summary").GetString());
        Assert.Equal("http://prometheus/graph", down.GetProperty("generatorURL").GetString());
        Assert.False(down.GetProperty("labels").TryGetProperty("empty", out _));
        Assert.Equal("""[{"name":"team-x"}]""", down.GetProperty("receivers").GetRawText());
        Assert.Equal(
            """{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"}""",
                down.GetProperty("status").GetRawText());
        var slow = alerts["Slow"];
        Assert.Equal("suppressed", slow.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(
            down.GetProperty("fingerprint").GetString(),
            slow.GetProperty("status").GetProperty("inhibitedBy")[0].GetString());
        Assert.Equal("""[{"name":"team-y"}]""", slow.GetProperty("receivers").GetRawText());
    }

    [Theory]
    [InlineData("", "Down Slow")]
    [InlineData("filter=severity%3D%22critical%22", "Down")]
    [InlineData("filter=severity%21%3D%22critical%22&filter=owner%3Dy", "Slow")]
    [InlineData("active=false", "Slow")]
    [InlineData("inhibited=false", "Down")]
    [InlineData("receiver=team-.", "Down Slow")]
    [InlineData("receiver=team", "")]
    [InlineData("receiver=.*-y", "Slow")]
    [InlineData("receiver_matchers=owner%3D%22platform%22", "Down")]
    public async Task Alerts_and_groups_are_filtered(string query, string names)
    {
        await using var server = await AlertmanagerServer.StartAsync();
        await server.PostAsync("alerts", TwoAlerts);

        var alerts = await server.GetAsync("alerts?" + query);
        var groups = await server.GetAsync("alerts/groups?" + query);

        Assert.Equal(names, string.Join(' ', alerts.EnumerateArray().Select(NameOf).Order(StringComparer.Ordinal)));
        Assert.Equal(names, string.Join(' ', groups.EnumerateArray()
            .SelectMany(group =>
                group.GetProperty("alerts").EnumerateArray()).Select(NameOf).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("{", 400, "parsing body body from")]
    [InlineData("""[{"annotations":{}}]""", 422, "0.labels in body is required")]
    [InlineData("""[{"labels":{}}]""", 400, "at least one label pair required")]
    [InlineData("""[{"labels":{"a":1}}]""", 400, "String was expected at byte 16, not Number")]
    [InlineData("""[{"labels":{"a":"b"},"startsAt":"yesterday"}]""", 400, "a time is not in the form of RFC 3339")]
    [InlineData("""[{"labels":{"a":"b"},"startsAt":"2024-01-02T00:00:00Z","endsAt":"2024-01-01T00:00:00Z"}]""", 400,
        "start time must be before end time")]
    public async Task Bad_alerts_are_refused_in_words(string body, int status, string error)
    {
        await using var server = await AlertmanagerServer.StartAsync();

        var answer = await server.PostAsync("alerts", body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(error, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_bytes_posted_are_answered_and_nothing_breaks()
    {
        await using var server = await AlertmanagerServer.StartAsync();
        var seed = new Seed(815);
        for (var round = 0; round < 1000; round++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(TwoAlerts);
            for (var change = seed.Random.Next(5); change >= 0; change--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            using var content = new ByteArrayContent(bytes);
            using var response = await server.Client.PostAsync(
                "/api/v2/alerts", content, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode is 200 or 400 or 422, $"{seed} round {round}: {response.StatusCode}");
        }
    }

    [Fact]
    public async Task A_silence_is_made_shown_changed_and_expired()
    {
        await using var server = await AlertmanagerServer.StartAsync();
        await server.PostAsync("alerts", TwoAlerts);
        var body = SilenceBody("2099-01-01T00:00:00Z");

        var made = await server.PostAsync("silences", body);
        var id = JsonDocument.Parse(made.Body).RootElement.GetProperty("silenceID").GetString();
        var shown = await server.GetAsync("silence/" + id);
        var alert = (await server.GetAsync("alerts?filter=alertname%3DDown"))[0];
        var changed = await server.PostAsync(
            "silences", SilenceBody("2098-01-01T00:00:00Z", id, shown.GetProperty("startsAt").GetString()!));
        using var deleted = await server.Client.DeleteAsync(
            "/api/v2/silence/" + id, TestContext.Current.CancellationToken);

        Assert.Equal("active", shown.GetProperty("status").GetProperty("state").GetString());
        Assert.Equal(
            """[{"isEqual":true,"isRegex":true,"name":"alertname","value":"Do.*"}]""",
                shown.GetProperty("matchers").GetRawText());
        Assert.Equal(id, alert.GetProperty("status").GetProperty("silencedBy")[0].GetString());
        Assert.Equal(made, changed);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        Assert.Equal(0, (await server.GetAsync("silences?expired=false")).GetArrayLength());
        Assert.Equal(1, (await server.GetAsync("silences?filter=alertname%3D~%22Do.*%22")).GetArrayLength());
        Assert.Equal(0, (await server.GetAsync("silences?filter=alertname%3D%22Do.*%22")).GetArrayLength());
    }

    [Fact]
    public async Task Bad_silences_are_refused_in_words()
    {
        await using var server = await AlertmanagerServer.StartAsync();

        var past =
            await server.PostAsync("silences", SilenceBody("2021-01-01T00:00:00Z", start: "2020-01-01T00:00:00Z"));
        var backwards = await server.PostAsync("silences", SilenceBody("2020-01-01T00:00:00Z"));
        var unknown = await server.PostAsync(
            "silences", SilenceBody("2099-01-01T00:00:00Z", "00000000-0000-0000-0000-000000000001"));
        var regex = await server.PostAsync(
            "silences", SilenceBody("2099-01-01T00:00:00Z").Replace("Do.*", "((", StringComparison.Ordinal));
        var all = await server.PostAsync(
            "silences", SilenceBody("2099-01-01T00:00:00Z").Replace("Do.*", ".*", StringComparison.Ordinal));
        var empty = await server.PostAsync("silences", "{}");

        Assert.Equal((400, "\"Failed to create silence: end time can't be in the past\""), past);
        Assert.Equal((400, "\"Failed to create silence: start time must be before end time\""), backwards);
        Assert.Equal((404, "\"silence not found\""), unknown);
        Assert.Equal(400, regex.Status);
        Assert.Equal(
            (400, "\"invalid silence: matcher set 0: at least one matcher must not match the empty string\""), all);
        Assert.Equal((422, "{\"code\":602,\"message\":\"comment in body is required\"}"), empty);
    }

    [Theory]
    [InlineData("/api/v2/silence/00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("/api/v2/silence/nonsense", 422)]
    [InlineData("/api/v1/alerts", 410)]
    [InlineData("/api/v2/alerts?filter=%7B", 400)]
    [InlineData("/api/v2/alerts?receiver=((", 400)]
    public async Task Requests_that_cannot_be_answered_say_why(string path, int status)
    {
        await using var server = await AlertmanagerServer.StartAsync();

        using var response = await server.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_status_shows_the_configuration_without_its_secrets_and_it_loads_again()
    {
        await using var server = await AlertmanagerServer.StartAsync();

        var status = await server.GetAsync("status");
        var shown = status.GetProperty("config").GetProperty("original").GetString()!;
        var receivers = await server.GetAsync("receivers?receiver_matchers=owner%3D%22platform%22");

        Assert.DoesNotContain("secret-token", shown, StringComparison.Ordinal);
        Assert.Contains("<secret>", shown, StringComparison.Ordinal);
        var again = server.RoutingOf(shown);
        Assert.Equal(server.Router.Routing!.Config.TimeIntervals.Count, again.Config.TimeIntervals.Count);
        Assert.Equal(server.Router.Routing.Config.Route.Routes[0].Matchers, again.Config.Route.Routes[0].Matchers);
        Assert.True(again.Config.Route.Routes[0].Routes[0].GroupByAll);
        Assert.Equal("disabled", status.GetProperty("cluster").GetProperty("status").GetString());
        Assert.Equal("team-x", Assert.Single(receivers.EnumerateArray()).GetProperty("name").GetString());
    }

    private static string SilenceBody(string end, string? id = null, string start = "2024-01-01T00:00:00.000Z") =>
        JsonSerializer.Serialize(new
        {
            id,
            matchers = new[] { new { name = "alertname", value = "Do.*", isRegex = true, isEqual = true } },
            startsAt = start,
            endsAt = end,
            createdBy = "ann",
            comment = "known",
        });

    private static string NameOf(JsonElement alert) =>
        alert.GetProperty("labels").GetProperty("alertname").GetString()!;
}
