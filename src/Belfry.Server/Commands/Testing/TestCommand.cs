using Belfry.Server.Flags;

namespace Belfry.Server.Commands.Testing;

/// <summary><c>belfry test</c>: runs what users wrote as tests.</summary>
internal static class TestCommand
{
    internal const string Verb = "test";

    private const string Usage = """
        usage: belfry test VERB --help

        Runs tests that need no server.

          promql FILES…   Run scripts in the language of Prometheus's engine tests.

        """;

    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, TimeProvider clock)
    {
        switch (arguments)
        {
            case [PromQLTestCommand.Verb, ..]:
                return await PromQLTestCommand.RunAsync([.. arguments.Skip(1)], clock);
            case ["--help" or "-h", ..]:
                await Console.Out.WriteAsync(Usage);
                return 0;
            case []:
                return await CommandLine.RefuseAsync(["which verb? `belfry test --help` lists them"]);
            default:
                return await CommandLine.RefuseAsync(
                    [$"unknown verb `{arguments[0]}`: `belfry test --help` lists them"]);
        }
    }
}
