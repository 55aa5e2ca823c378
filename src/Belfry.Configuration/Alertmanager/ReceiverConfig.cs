using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// Where notifications go: any number of notifiers of each kind. Values of <c>global</c> are applied already.
/// </summary>
public sealed record ReceiverConfig
{
    /// <summary>The name that routes use.</summary>
    public required string Name { get; init; }

    /// <summary>Labels of the receiver for the API; always holds <c>name</c>.</summary>
    public IReadOnlyList<NamedText> Labels { get; init; } = [];

    /// <summary>Requests with a JSON body.</summary>
    public IReadOnlyList<WebhookConfig> Webhooks { get; init; } = [];

    /// <summary>E-mails.</summary>
    public IReadOnlyList<EmailConfig> Emails { get; init; } = [];

    /// <summary>Messages to Slack.</summary>
    public IReadOnlyList<SlackConfig> Slacks { get; init; } = [];

    /// <summary>Where the receiver is written.</summary>
    public SourceLocation Location { get; init; }
}
