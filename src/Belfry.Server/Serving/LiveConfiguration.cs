using System.Diagnostics.CodeAnalysis;
using Belfry.Model.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>
/// The configuration in force, and its reloads: they come one at a time, whoever asks for them, and none before the
/// server has started. A configuration with an error leaves the one in force untouched. Thread-safe.
/// </summary>
/// <typeparam name="TSet">The checked configuration.</typeparam>
internal sealed partial class LiveConfiguration<TSet> : IDisposable
    where TSet : class
{
    private readonly IConfigurationSource<TSet> source;
    private readonly Func<TSet, Task> apply;
    private readonly TimeProvider clock;
    private readonly ILogger logger;

    // Free from the end of the start.
    private readonly SemaphoreSlim reloading = new(0, 1);
    private volatile State state;

    // The reloads that signals asked for, one after the other.
    private Task signalled = Task.CompletedTask;

    /// <summary>Nothing is read before <see cref="ReadFirstAsync"/>.</summary>
    internal LiveConfiguration(
        IConfigurationSource<TSet> source, Func<TSet, Task> apply, TimeProvider clock, ILogger logger)
    {
        this.source = source;
        this.apply = apply;
        this.clock = clock;
        this.logger = logger;
        state = new State(null, clock.GetUtcNow(), IsLastReloadSuccessful: true);
    }

    /// <summary>What is in force; null before the start.</summary>
    internal TSet? Current => state.Set;

    internal DateTimeOffset LoadedAt => state.LoadedAt;

    internal bool IsLastReloadSuccessful => state.IsLastReloadSuccessful;

    public void Dispose() => reloading.Dispose();

    /// <summary>
    /// Reads the configuration for the start. Null when it has errors; all of them are on the error stream then.
    /// </summary>
    internal async Task<TSet?> ReadFirstAsync()
    {
        if (source.Read(out var problems, out var warnings) is not { } first)
        {
            await Console.Error.WriteAsync(problems);
            LogStartRefused(logger, source.Path);
            return null;
        }

        LogWarnings(warnings);
        return first;
    }

    /// <summary>Makes the first configuration, which the server has been started with, the one in force.</summary>
    internal void PutInForce(TSet first) =>
        state = new State(first, clock.GetUtcNow(), IsLastReloadSuccessful: true);

    /// <summary>Lets reloads happen, those that wait first. Called once, when the server has started.</summary>
    internal void AllowReloads() => reloading.Release();

    /// <summary>
    /// Reads the configuration again and swaps all of it, or nothing. Null when it succeeded; otherwise every
    /// diagnostic as text.
    /// </summary>
    internal async Task<string?> ReloadAsync(CancellationToken cancellationToken)
    {
        await reloading.WaitAsync(cancellationToken);
        try
        {
            if (source.Read(out var problems, out var warnings) is not { } next)
            {
                state = state with { IsLastReloadSuccessful = false };
                LogReloadRefused(logger, source.Path, problems);
                return problems;
            }

            LogWarnings(warnings);
            await apply(next);
            state = new State(next, clock.GetUtcNow(), IsLastReloadSuccessful: true);
            LogReloaded(logger, source.Path);
            return null;
        }
        finally
        {
            reloading.Release();
        }
    }

    /// <summary>Reloads after those that other signals asked for; returns at once.</summary>
    internal void ReloadOnSignal() => signalled = ReloadOnSignalAsync(signalled);

    /// <summary>Completes when the reloads that signals asked for have.</summary>
    internal Task WhenSignalledReloadsEndedAsync() => signalled;

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a signal: what escapes is logged and counted.")]
    private async Task ReloadOnSignalAsync(Task before)
    {
        await before;
        try
        {
            await ReloadAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            state = state with { IsLastReloadSuccessful = false };
            LogReloadFailed(logger, exception);
        }
    }

    private void LogWarnings(IReadOnlyList<Diagnostic> warnings)
    {
        foreach (var warning in warnings)
        {
            LogConfigurationWarning(logger, warning.ToString());
        }
    }

    /// <summary>What is in force, and how the last attempt to change it went. Immutable; swapped as a whole.</summary>
    private sealed record State(TSet? Set, DateTimeOffset LoadedAt, bool IsLastReloadSuccessful);
}
