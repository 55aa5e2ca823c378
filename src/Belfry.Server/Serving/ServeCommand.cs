using Belfry.Server.Flags;

namespace Belfry.Server.Serving;

/// <summary>
/// Runs the server from its command line to its end. Exit codes: 0 stopped, 1 could not start or work.
/// </summary>
internal static class ServeCommand
{
    internal static CommandLine Line { get; } = new(
        "belfry [<flags>]\n       belfry alertmanager|backup|restore|verify|tsdb|test|check --help",
        "Belfry watches everything a team runs, from one process: it takes Prometheus's and Alertmanager's\n"
        + "configuration files as they are. Without any it watches itself and this machine.",
        PrometheusFlags.All);

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => ServeAsync(flags, clock));

    private static async Task<int> ServeAsync(FlagValues flags, TimeProvider clock)
    {
        var addresses = ServerAddresses.Parse(flags, PrometheusFlags.ListenAddress, out var wrong);
        var alertingAddresses = ServerAddresses.Parse(flags, PrometheusFlags.AlertingListenAddress, out var alsoWrong);
        _ = RemoteWriteSettings.Messages(flags, out var wrongMessages);
        if (wrong.Count + alsoWrong.Count + wrongMessages.Count > 0)
        {
            return await CommandLine.RefuseAsync(
                [.. wrong.Union(alsoWrong, StringComparer.Ordinal), .. wrongMessages]);
        }

        using var log = LogFlags.OpenLog(flags, clock);
        await using var server = new BelfryServer(flags, addresses, alertingAddresses, log, clock);
        return await server.RunAsync();
    }
}
