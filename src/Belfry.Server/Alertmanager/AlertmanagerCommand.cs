using Belfry.Server.Flags;
using Belfry.Server.Serving;

namespace Belfry.Server.Alertmanager;

/// <summary>
/// <c>belfry alertmanager</c>: only the alert router, in Alertmanager's place. Exit codes: 0 stopped, 1 could not start
/// or work.
/// </summary>
internal static class AlertmanagerCommand
{
    internal const string Verb = "alertmanager";

    internal static CommandLine Line { get; } = new(
        "belfry alertmanager [<flags>]",
        "Routes alerts as Alertmanager does: takes its flags, its configuration file and its API's clients.",
        AlertmanagerFlags.All);

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock) =>
        Line.RunAsync(arguments, flags => ServeAsync(flags, clock));

    private static async Task<int> ServeAsync(FlagValues flags, TimeProvider clock)
    {
        var addresses = ServerAddresses.Parse(flags, AlertmanagerFlags.ListenAddress, out var wrong);
        wrong = [.. wrong, .. AlertmanagerFeatures.Problems(flags)];
        if (wrong.Count > 0)
        {
            return await CommandLine.RefuseAsync(wrong);
        }

        using var log = LogFlags.OpenLog(flags, clock);
        await using var server = new AlertmanagerServer(flags, addresses, log, clock);
        return await server.RunAsync();
    }
}
