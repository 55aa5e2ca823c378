using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Belfry.Api.Tests.Alertmanager;

/// <summary>The real amtool, where this machine has one: <c>BELFRY_AMTOOL</c> or the usual place.</summary>
public sealed class AmtoolTests
{
    private static readonly string Amtool = Environment.GetEnvironmentVariable("BELFRY_AMTOOL") ?? "/usr/bin/amtool";

    [Fact]
    public async Task Amtool_adds_lists_silences_and_expires()
    {
        Assert.SkipUnless(File.Exists(Amtool), "no amtool on this machine; name it in BELFRY_AMTOOL");
        await using var server = await AlertmanagerServer.StartAsync();

        await RunAsync(server, "alert add alertname=Down instance=a --annotation=summary=broken");
        await RunAsync(server, "alert add Slow instance=b");
        var alerts = await RunAsync(server, "alert query -o simple");
        var id =
            (await RunAsync(server, "silence add alertname=Down --comment=known --author=ann --duration=2h")).Trim();
        var silences = await RunAsync(server, "silence query");
        var audible = await RunAsync(server, "alert query");
        var silenced = await RunAsync(server, "alert query --silenced -o json");
        await RunAsync(server, "silence update " + id + " --duration=3h");
        await RunAsync(server, "silence expire " + id);
        var afterwards = await RunAsync(server, "silence query");
        var config = await RunAsync(server, "config show");
        var routes = await RunAsync(server, "config routes test owner=y env=prod");

        Assert.Contains("Down", alerts, StringComparison.Ordinal);
        Assert.Contains("Slow", alerts, StringComparison.Ordinal);
        Assert.Matches(new Regex("^[0-9a-f]{8}-"), id);
        Assert.Contains("alertname=\"Down\"", silences, StringComparison.Ordinal);
        Assert.DoesNotContain("Down", audible, StringComparison.Ordinal);
        Assert.Contains(id, silenced, StringComparison.Ordinal);
        Assert.DoesNotContain("alertname", afterwards, StringComparison.Ordinal);
        Assert.Contains("team-y", config, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", config, StringComparison.Ordinal);
        Assert.Equal("team-y", routes.Trim());
    }

    private static async Task<string> RunAsync(AlertmanagerServer server, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Amtool, $"--alertmanager.url={server.Url} {arguments}")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"amtool {arguments}: {await errors}{output}");
        return output;
    }
}
