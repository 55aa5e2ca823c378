using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>A whole <c>alertmanager.yml</c>, valid: every receiver and time interval that routes name exists.</summary>
public sealed record AlertmanagerConfig
{
    /// <summary>What holds for all receivers.</summary>
    public AlertmanagerGlobalConfig Global { get; init; } = new();

    /// <summary>The root of the routes: it has a receiver, no matchers and no time intervals.</summary>
    public required RouteConfig Route { get; init; }

    /// <summary>The receivers; names are unique.</summary>
    public IReadOnlyList<ReceiverConfig> Receivers { get; init; } = [];

    /// <summary>The inhibition rules.</summary>
    public IReadOnlyList<InhibitRuleConfig> InhibitRules { get; init; } = [];

    /// <summary>
    /// Named time intervals, those of the deprecated <c>mute_time_intervals</c> included; names are unique.
    /// </summary>
    public IReadOnlyList<TimeIntervalConfig> TimeIntervals { get; init; } = [];

    /// <summary>Patterns of template files, resolved against the file's directory.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>The file's text as it was read. It holds secrets: never show it.</summary>
    public string OriginalText { get; init; } = "";

    /// <summary>The file as it was written, for showing it without its secrets.</summary>
    internal YamlNode? Root { get; init; }

    /// <summary>
    /// The file as YAML without comments and with secrets as <c>&lt;secret&gt;</c>, for the status API. Unlike the
    /// original's, defaults are not filled in.
    /// </summary>
    public string ToYaml() => Root is null ? "" : YamlWriter.Write(Root, YamlRedaction.Alertmanager);

    /// <summary>
    /// A name of the file's contents, secrets included: equal for two loads exactly when nothing changed.
    /// </summary>
    public string ToDigest() => Digest.Of(OriginalText);

    /// <summary>The same as <see cref="ToYaml"/>, so that a log line cannot show a secret.</summary>
    public override string ToString() => ToYaml();
}
