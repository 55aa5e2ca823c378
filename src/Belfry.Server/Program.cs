using Belfry.Server.Alertmanager;
using Belfry.Server.Serving;

namespace Belfry.Server;

/// <summary>The executable <c>belfry</c>: picks the verb and runs it.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments is [AlertmanagerCommand.Verb, .. var rest]
        ? AlertmanagerCommand.RunAsync(rest, TimeProvider.System)
        : ServeCommand.RunAsync(arguments, TimeProvider.System);
}
