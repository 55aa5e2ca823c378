namespace Belfry.Configuration.Rules;

/// <summary>One rule file.</summary>
public sealed record RuleFileConfig
{
    /// <summary>Where it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>Its groups in order; names are unique within the file.</summary>
    public IReadOnlyList<RuleGroupConfig> Groups { get; init; } = [];

    /// <summary>The file's text as it was read.</summary>
    public string OriginalText { get; init; } = "";
}
