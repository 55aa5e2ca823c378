using Xunit;

namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>The real programs that tests start. A missing one skips the test by its name; on CI that is a
/// failure.</summary>
internal static class Peer
{
    internal static string Prometheus => Find("prometheus", "prometheus");

    internal static string Promtool => Find("promtool", "prometheus");

    internal static string NodeExporter => Find("prometheus-node-exporter", "prometheus-node-exporter");

    internal static string Chromium => Find("chromium", "chromium");

    internal static string Node => Find("node", "nodejs");

    /// <summary>Debian's Python, which has Debian's client libraries.</summary>
    internal static string Python => Find("/usr/bin/python3", "python3-prometheus-client and python3-aiosmtpd");

    private static string Find(string program, string package)
    {
        var path = Path.IsPathRooted(program)
            ? program
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
                .Select(folder => Path.Combine(folder, program))
                .FirstOrDefault(File.Exists);
        if (path is null || !File.Exists(path))
        {
            Assert.Skip($"{program} is not installed (package {package})");
        }

        return path;
    }
}
