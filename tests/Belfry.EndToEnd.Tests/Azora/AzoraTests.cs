using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Azora;

/// <summary>
/// A team's own configuration (<c>samples/azora</c>) on Belfry alone: real instrumented services are scraped, one of
/// them is stopped, its alert goes pending, fires, arrives as e-mail at a real SMTP server and as a Slack message at a
/// real HTTP server, and resolves when the service is back. Only addresses and durations are shortened in a copy.
/// </summary>
public sealed class AzoraTests
{
    private static readonly string[] Jobs =
    [
        "azora-gateway", "azora-auth", "azora-mint", "azora-lms", "azora-forge", "azora-nexus",
        "azora-education", "azora-payments", "node-exporter", "cadvisor", "postgres", "redis",
    ];

    [Fact]
    public async Task A_service_that_stops_raises_its_alert_and_resolves_it_when_it_is_back()
    {
        using var stack = new AzoraStack();
        await stack.StartServicesAsync();
        var server = stack.Server;
        await server.StartAsync();
        await Eventually.TrueAsync(
            async () => (await server.QueryAsync("up == 1")).Length == Jobs.Length,
            () => $"not every job is up:\n{server.Output}");
        Assert.Empty(await FiringAsync(server));

        stack.StopGateway();

        var states = new List<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                var state = await StateAsync(server);
                if (states.LastOrDefault() != state)
                {
                    states.Add(state);
                }

                return state == "firing";
            },
            () => $"ServiceDown did not fire; its states were {string.Join(", ", states)}:\n{server.Output}");
        Assert.Equal(["pending", "firing"], states.Where(state => state != "inactive"));
        Assert.Equal("azora-gateway", (await server.QueryAsync("ALERTS{alertstate='firing'}"))
            .Single().GetProperty("metric").GetProperty("job").GetString());
        Assert.Single(await server.QueryAsync("ALERTS_FOR_STATE{alertname='ServiceDown'}"));

        var slack = await stack.NextSlackMessageAsync(message => message.Contains("CRITICAL ALERT", StringComparison.Ordinal));
        VerifySlack(slack);
        var mail = await stack.NextMailAsync();
        VerifyMail(mail);

        await stack.StartGatewayAsync();

        await Eventually.TrueAsync(
            async () => (await FiringAsync(server)).Length == 0,
            () => $"ServiceDown did not resolve:\n{server.Output}");
        await stack.NextSlackMessageAsync(message => message.Contains("\"color\":\"good\"", StringComparison.Ordinal));
        Assert.Equal(0, await server.StopAsync());
    }

    private static void VerifySlack(string message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        Assert.Equal("#alerts-critical", root.GetProperty("channel").GetString());
        var attachment = root.GetProperty("attachments").EnumerateArray().Single();
        Assert.Equal("🚨 CRITICAL ALERT: ServiceDown", attachment.GetProperty("title").GetString());
        var text = attachment.GetProperty("text").GetString()!;
        Assert.Contains("*Service azora-gateway is down*", text, StringComparison.Ordinal);
        Assert.Contains("Service azora-gateway has been down for more than 2 minutes", text, StringComparison.Ordinal);
        Assert.Contains("Severity: critical", text, StringComparison.Ordinal);
        Assert.Equal("danger", attachment.GetProperty("color").GetString());
    }

    private static void VerifyMail(string mail)
    {
        Assert.Contains("X-Envelope-To: critical@azora.os", mail, StringComparison.Ordinal);
        Assert.Contains("X-Envelope-From: alerts@azora.os", mail, StringComparison.Ordinal);
        Assert.Contains("ServiceDown", mail, StringComparison.Ordinal);
        Assert.Contains("Service azora-gateway is down", mail, StringComparison.Ordinal);
    }

    private static Task<JsonElement[]> FiringAsync(BelfryServer server) =>
        server.QueryAsync("ALERTS{alertname='ServiceDown',alertstate='firing'} == 1");

    private static async Task<string> StateAsync(BelfryServer server) =>
        (await server.ApiAsync("rules?type=alert")).GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Single(rule => rule.GetProperty("name").GetString() == "ServiceDown")
            .GetProperty("state").GetString()!;
}
