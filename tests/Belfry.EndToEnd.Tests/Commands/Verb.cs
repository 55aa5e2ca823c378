using System.Diagnostics;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Commands;

/// <summary>Runs the executable with a verb to its end.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it wrote to the output stream.</param>
/// <param name="Errors">What it wrote to the error stream.</param>
internal sealed record Verb(int ExitCode, string Output, string Errors)
{
    internal static Task<Verb> RunAsync(params IEnumerable<string> arguments) =>
        OfAsync(Repository.Belfry, arguments);

    /// <summary>The same for another program.</summary>
    internal static async Task<Verb> OfAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Verb(process.ExitCode, await output, await errors);
    }

    /// <summary>Fails, with all that was written, unless the exit code is this one.</summary>
    internal Verb Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}
