using Belfry.Server.Commands;

namespace Belfry.Server;

/// <summary>The executable <c>belfry</c>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => Verbs.RunAsync(arguments, TimeProvider.System);
}
