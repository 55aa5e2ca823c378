using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Azora;

/// <summary>
/// Everything that Azora's configuration names, on free ports of the loopback: services instrumented with prom-client
/// and python3-prometheus-client, the real node exporter, an SMTP server, an HTTP server in Slack's place, and Belfry
/// with a copy of the configuration whose addresses and durations are changed.
/// </summary>
internal sealed partial class AzoraStack : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-azora-").FullName;
    private readonly List<RunningProcess> processes = [];
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal);
    private readonly MessageServer slack = new();
    private readonly int smtpPort = RunningProcess.FreePort();
    private RunningProcess? gateway;

    internal AzoraStack()
    {
        Directory.CreateDirectory(Path.Combine(folder, "mail"));
        var samples = Path.Combine(Repository.Root, "samples", "azora");
        File.WriteAllText(At("prometheus.yml"), Prometheus(File.ReadAllText(Path.Combine(samples, "prometheus.yml"))));
        File.WriteAllText(At("alert_rules.yml"), Rules(File.ReadAllText(Path.Combine(samples, "alert_rules.yml"))));
        File.WriteAllText(
            At("alertmanager.yml"), Alertmanager(File.ReadAllText(Path.Combine(samples, "alertmanager.yml"))));
        Server = new BelfryServer(
            $"--config.file={At("prometheus.yml")}",
            $"--alerting.config.file={At("alertmanager.yml")}",
            "--rules.alert.resend-delay=1s");
    }

    internal BelfryServer Server { get; }

    internal async Task StartServicesAsync()
    {
        await StartGatewayAsync();
        await StartAsync(Peer.Python, Client("smtp.py"), Text(smtpPort), At("mail"));
        await StartAsync(Peer.Python, Client("service.py"), Text(ports["auth-service:3001"]));
        var rest = ports.Where(port => port.Key is not ("api-gateway:4000" or "auth-service:3001" or "node-exporter:9100"))
            .Select(port => Text(port.Value));
        await StartAsync(Peer.Node, [Client("service.js"), .. rest]);
        processes.Add(RunningProcess.Start(
            Peer.NodeExporter, $"--web.listen-address=127.0.0.1:{Text(ports["node-exporter:9100"])}"));
    }

    internal async Task StartGatewayAsync() =>
        gateway = await StartAsync(Peer.Node, Client("service.js"), Text(ports["api-gateway:4000"]));

    internal void StopGateway() => gateway!.Kill();

    internal Task<string> NextSlackMessageAsync(Func<string, bool> isMeant) => slack.NextAsync(isMeant, () => Server.Output);

    internal async Task<string> NextMailAsync()
    {
        string[] mails = [];
        await Eventually.TrueAsync(
            () => Task.FromResult((mails = Directory.GetFiles(At("mail"), "*.eml")).Length > 0),
            () => $"no mail has arrived:\n{Server.Output}");
        return Decode(await File.ReadAllTextAsync(mails.Order(StringComparer.Ordinal).First(), TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        Server.Dispose();
        processes.ForEach(process => process.Dispose());
        slack.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Prometheus(string text)
    {
        text = Target().Replace(text, match =>
        {
            var name = match.Groups["target"].Value;
            if (name == "alertmanager:9093")
            {
                return match.Value;
            }

            ports.TryAdd(name, RunningProcess.FreePort());
            return $"'127.0.0.1:{Text(ports[name])}'";
        });
        return Interval().Replace(text, "$1: 1s");
    }

    private static string Rules(string text) => For().Replace(text, "for: 3s");

    private string Alertmanager(string text)
    {
        text = text.Replace(
            "smtp.gmail.com:587", $"127.0.0.1:{Text(smtpPort)}\n  smtp_require_tls: false", StringComparison.Ordinal);
        text = SlackUrl().Replace(text, $"api_url: {slack.Url}\n        send_resolved: true");
        return GroupTime().Replace(text, "$1: 1s");
    }

    private async Task<RunningProcess> StartAsync(string program, params string[] arguments)
    {
        var process = RunningProcess.Start(program, arguments);
        processes.Add(process);
        await process.SawAsync("listening");
        return process;
    }

    private string At(string name) => Path.Combine(folder, name);

    private static string Client(string name) => Path.Combine(Repository.Root, "tests", "clients", name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Quoted-printable: soft line breaks and escaped bytes.
    private static string Decode(string mail)
    {
        var joined = mail.Replace("=\n", "", StringComparison.Ordinal);
        return EscapedByte().Replace(joined, match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString());
    }

    [GeneratedRegex("""(?<quote>['"]?)(?<target>[a-z-]+:\d+)\k<quote>""")]
    private static partial Regex Target();

    [GeneratedRegex(@"(scrape_interval|evaluation_interval): \d+s")]
    private static partial Regex Interval();

    [GeneratedRegex(@"for: \d+m")]
    private static partial Regex For();

    [GeneratedRegex(@"api_url: \S+")]
    private static partial Regex SlackUrl();

    [GeneratedRegex(@"(group_wait|group_interval): \d+s")]
    private static partial Regex GroupTime();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex EscapedByte();
}
