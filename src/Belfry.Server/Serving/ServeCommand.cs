using Belfry.Server.Flags;
using Belfry.Server.Logging;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// Runs the server from its command line to its end. Exit codes: 0 stopped, 1 could not start or work.
/// </summary>
internal static class ServeCommand
{
    private const string Usage = "belfry [<flags>]";
    private const string About =
        "Belfry watches everything a team runs, from one process: it takes Prometheus's and Alertmanager's\n"
        + "configuration files as they are. Without any it watches itself and this machine.";

    internal static async Task<int> RunAsync(string[] arguments, TimeProvider clock)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await Console.Out.WriteAsync(FlagHelp.Text(Usage, About, PrometheusFlags.All));
            return 0;
        }

        if (arguments.Contains("--version"))
        {
            await Console.Out.WriteLineAsync(ServerVersion.Line);
            return 0;
        }

        if (FlagParser.Parse(PrometheusFlags.All, arguments, out var errors) is not { } flags)
        {
            return await RefuseAsync(errors);
        }

        var addresses = ServerAddresses.Parse(flags, PrometheusFlags.ListenAddress, out var wrong);
        var alertingAddresses = ServerAddresses.Parse(flags, PrometheusFlags.AlertingListenAddress, out var alsoWrong);
        if (wrong.Count + alsoWrong.Count > 0)
        {
            return await RefuseAsync([.. wrong, .. alsoWrong]);
        }

        using var log = new LineLoggerProvider(Console.Error, Format(flags), Level(flags), clock);
        await using var server = new BelfryServer(flags, addresses, alertingAddresses, log, clock);
        return await server.RunAsync();
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"belfry: error: {error}");
        }

        return 1;
    }

    private static LineFormat Format(FlagValues flags) =>
        flags.Text(PrometheusFlags.LogFormat) == "json" ? LineFormat.Json : LineFormat.Logfmt;

    private static LogLevel Level(FlagValues flags) => flags.Text(PrometheusFlags.LogLevel) switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };
}
