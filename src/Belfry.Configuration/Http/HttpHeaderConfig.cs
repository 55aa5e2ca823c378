namespace Belfry.Configuration.Http;

/// <summary>One request header with all its values, from the configuration or from files.</summary>
public sealed record HttpHeaderConfig
{
    /// <summary>The header's name.</summary>
    public required string Name { get; init; }

    /// <summary>Values in the clear.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Values that are never shown.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>Files whose trimmed text is a value.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}
