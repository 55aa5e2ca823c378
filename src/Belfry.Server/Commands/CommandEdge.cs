using Belfry.Storage.Contracts;

namespace Belfry.Server.Commands;

/// <summary>The edge of a verb: what the world refused becomes a line of errors and the exit code 1.</summary>
internal static class CommandEdge
{
    internal static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure)
            when (failure is StorageFailureException or CommandException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"belfry: error: {failure.Message}");
            return 1;
        }
    }

    internal static Task<int> RunAsync(Func<int> work) => RunAsync(() => Task.FromResult(work()));

    /// <summary>Says how far a long work has come.</summary>
    internal static void Progress(string line) => Console.Error.WriteLine(line);
}
