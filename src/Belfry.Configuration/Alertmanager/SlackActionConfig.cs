namespace Belfry.Configuration.Alertmanager;

/// <summary>A button or menu of a Slack message; texts are templates.</summary>
public sealed record SlackActionConfig
{
    /// <summary>The kind, such as <c>button</c>; not empty.</summary>
    public required string Type { get; init; }

    /// <summary>The label; not empty.</summary>
    public required string Text { get; init; }

    /// <summary>Where it leads; either this or <see cref="Name"/> is set.</summary>
    public string Url { get; init; } = "";

    /// <summary>The style.</summary>
    public string Style { get; init; } = "";

    /// <summary>The name of an interactive action.</summary>
    public string Name { get; init; } = "";

    /// <summary>The value of an interactive action.</summary>
    public string Value { get; init; } = "";

    /// <summary>The question before it is done, or null.</summary>
    public SlackConfirmationConfig? Confirm { get; init; }
}
