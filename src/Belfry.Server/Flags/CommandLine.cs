using Belfry.Server.Serving;

namespace Belfry.Server.Flags;

/// <summary>One verb of the executable: its flags, its help, and what it does.</summary>
/// <param name="Usage">How it is called.</param>
/// <param name="About">What it is for, in a few lines.</param>
/// <param name="Flags">The flags it takes.</param>
internal sealed record CommandLine(string Usage, string About, IReadOnlyList<FlagDefinition> Flags)
{
    /// <summary>The arguments without names that it takes, by their places.</summary>
    internal IReadOnlyList<ArgumentDefinition> Arguments { get; init; } = [];

    /// <summary>
    /// Answers <c>--help</c> and <c>--version</c>, refuses what is wrong with all its errors, and otherwise does
    /// <paramref name="run"/>. Returns the exit code: 1 for a command line that was refused.
    /// </summary>
    internal async Task<int> RunAsync(IReadOnlyList<string> arguments, Func<FlagValues, Task<int>> run)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            await Console.Out.WriteAsync(FlagHelp.Text(Usage, About, Flags, Arguments));
            return 0;
        }

        if (arguments.Contains("--version"))
        {
            await Console.Out.WriteLineAsync(ServerVersion.Line);
            return 0;
        }

        return FlagParser.Parse(Flags, Arguments, arguments, out var errors) is { } values
            ? await run(values)
            : await RefuseAsync(errors);
    }

    /// <summary>Says what is wrong with a command line. Returns the exit code.</summary>
    internal static async Task<int> RefuseAsync(IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"belfry: error: {error}");
        }

        return 1;
    }
}
