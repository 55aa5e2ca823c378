namespace Belfry.Api.Hosting;

/// <summary>Where the process around the HTTP surface stands, and what may be asked of it. Thread-safe.</summary>
public interface ILifecycleControl
{
    /// <summary>True from the end of replay until stopping begins.</summary>
    bool IsReady { get; }

    /// <summary>True once the process has begun to stop.</summary>
    bool IsStopping { get; }

    /// <summary>True when <c>/-/reload</c> and <c>/-/quit</c> are allowed.</summary>
    bool IsLifecycleEnabled { get; }

    /// <summary>
    /// Reads the configuration again and swaps all of it, or nothing. Null when it succeeded; otherwise every
    /// diagnostic as text.
    /// </summary>
    Task<string?> ReloadAsync(CancellationToken cancellationToken);

    /// <summary>Begins to stop the process, as SIGTERM does; returns at once.</summary>
    void Quit();
}
