namespace Belfry.Api.Alertmanager;

/// <summary>What <c>/api/v2/status</c> says about the program.</summary>
public sealed record AlertmanagerBuild
{
    /// <summary>The version of this program.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from.</summary>
    public string Revision { get; init; } = "";

    /// <summary>The branch it was built from.</summary>
    public string Branch { get; init; } = "";

    /// <summary>Who built it.</summary>
    public string BuildUser { get; init; } = "";

    /// <summary>When it was built.</summary>
    public string BuildDate { get; init; } = "";

    /// <summary>Where the original names its Go version: our runtime.</summary>
    public string GoVersion { get; init; } = "";
}
