using Belfry.Server.Flags;

namespace Belfry.Server.Commands.Testing;

/// <summary><c>belfry check</c>: looks at what users wrote, without running it.</summary>
internal static class CheckCommand
{
    internal const string Verb = "check";

    private const string Usage = """
        usage: belfry check VERB --help

        Checks without a server.

          promql EXPR   Check a query, and say what is odd about it.

        """;

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        switch (arguments)
        {
            case [PromQLCheckCommand.Verb, ..]:
                return await PromQLCheckCommand.RunAsync([.. arguments.Skip(1)]);
            case ["--help" or "-h", ..]:
                await Console.Out.WriteAsync(Usage);
                return 0;
            case []:
                return await CommandLine.RefuseAsync(["which verb? `belfry check --help` lists them"]);
            default:
                return await CommandLine.RefuseAsync(
                    [$"unknown verb `{arguments[0]}`: `belfry check --help` lists them"]);
        }
    }
}
