using Belfry.Server.Flags;

namespace Belfry.Server.Commands.Database;

/// <summary><c>belfry tsdb list</c>.</summary>
internal static class ListCommand
{
    internal const string Verb = "list";

    internal static CommandLine Line { get; } = new(
        "belfry tsdb list [<flags>] [DIR]",
        "Lists the blocks of a data folder that no server has open.",
        [Arguments.HumanReadableFlag])
    {
        Arguments = [Arguments.FolderArgument],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CommandEdge.RunAsync(() => ListAsync(flags)));

    private static async Task<int> ListAsync(FlagValues flags)
    {
        using var store = Arguments.Open(flags);
        await Console.Out.WriteAsync(BlockTable.Text(store.Blocks, true, flags.IsOn(Arguments.HumanReadable)));
        return 0;
    }
}
