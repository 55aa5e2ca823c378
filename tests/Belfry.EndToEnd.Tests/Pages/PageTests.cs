using Belfry.EndToEnd.Tests.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Belfry.EndToEnd.Tests.Pages;

/// <summary>
/// The page as a person sees it, in Debian's Chromium: Belfry is started without any configuration and watches itself
/// and this machine. Every page is shot in dark and light at 1440 and 390 pixels; the pictures are in
/// <c>artifacts/test-results/pages</c> to be looked at.
/// </summary>
public sealed class PageTests
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/"),
        ("query-graph", "/query?g0.expr=sum+by+(mode)+(rate(node_cpu_seconds_total%5B1m%5D))&g0.tab=graph&g0.range_input=5m"),
        ("query-table", "/query?g0.expr=node_filesystem_avail_bytes&g0.tab=table"),
        ("alerts", "/alerts"),
        ("rules", "/rules"),
        ("targets", "/targets"),
        ("status", "/status"),
        ("status-storage", "/status?tab=storage"),
        ("status-cardinality", "/status?tab=cardinality"),
    ];

    [Fact]
    public async Task Every_page_shows_this_machine_without_an_error_or_a_request_to_elsewhere()
    {
        var chromium = Peer.Chromium;
        using var server = new BelfryServer();
        await server.StartAsync();
        await Eventually.TrueAsync(
            async () => (await server.QueryAsync("count_over_time(node_load1[5m]) >= 5")).Length > 0,
            () => $"this machine was not scraped:\n{server.Output}");

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            foreach (var width in new[] { 1440, 390 })
            {
                await ShootAsync(browser, server, scheme, width);
            }
        }
    }

    private static async Task ShootAsync(IBrowser browser, BelfryServer server, ColorScheme scheme, int width)
    {
        var problems = new List<string>();
        await using var context = await browser.NewContextAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => problems.Add($"page error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                problems.Add($"request to elsewhere: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                problems.Add($"{response.Status} for {response.Url}");
            }
        };
        foreach (var (name, path) in Pages)
        {
            await page.GotoAsync(server.Url + path);
            await Assertions.Expect(page.Locator("main h1, h1").First).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
            if (name == "overview")
            {
                await VerifyChartAsync(page.Locator(".panel", new() { HasText = "CPU" }).Locator("canvas"));
                await Assertions.Expect(page.Locator("canvas")).ToHaveCountAsync(5, new() { Timeout = 20_000 });
            }
            else if (name == "query-graph")
            {
                await VerifyChartAsync(page.Locator("canvas").First);
            }

            if (name == "status-cardinality")
            {
                await DrillDownAsync(page);
            }

            var overflow = await page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{name} at {width} px is {overflow} px too wide");
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Repository.Artifacts("pages"), $"{name}-{scheme}-{width}.png".ToLowerInvariant()),
                FullPage = true,
            });
        }

        Assert.Empty(problems);
    }

    // From all series to a metric, to one of its labels, and back to the metric.
    private static async Task DrillDownAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "node_cpu_seconds_total", Exact = true }).ClickAsync();
        var values = page.GetByRole(AriaRole.Region, new() { Name = "Labels with the most values" });
        await values.GetByRole(AriaRole.Link, new() { Name = "mode", Exact = true }).ClickAsync();
        var modes = page.GetByRole(AriaRole.Region, new() { Name = "Series by value of mode" });
        await Assertions.Expect(modes.GetByText("idle", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Drill-down").GetByRole(AriaRole.Link, new() { Name = "node_cpu_seconds_total" }).ClickAsync();
        await Assertions.Expect(modes).ToHaveCountAsync(0);
    }

    // A chart that is there has ink of more than one colour on its canvas.
    private static async Task VerifyChartAsync(ILocator canvas)
    {
        await Assertions.Expect(canvas).ToBeVisibleAsync(new() { Timeout = 20_000 });
        var colours = 0;
        await Eventually.TrueAsync(
            async () => (colours = await canvas.EvaluateAsync<int>("""
                canvas => {
                  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  const seen = new Set();
                  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
                  return seen.size;
                }
                """)) > 2,
            () => $"the chart has {colours} colours");
    }
}
