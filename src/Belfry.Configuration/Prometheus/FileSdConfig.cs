namespace Belfry.Configuration.Prometheus;

/// <summary>Target groups in YAML or JSON files that may change at any time.</summary>
public sealed record FileSdConfig
{
    /// <summary>
    /// Paths; the last part may hold <c>*</c>. Relative to the configuration's directory until resolved.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>How often the files are read again even if no change was seen.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);
}
