using Belfry.Server.Serving;

namespace Belfry.Server;

/// <summary>The executable <c>belfry</c>: picks the verb and runs it.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => ServeCommand.RunAsync(arguments, TimeProvider.System);
}
