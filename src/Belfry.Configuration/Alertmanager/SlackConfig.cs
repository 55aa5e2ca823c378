using Belfry.Configuration.Http;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// One <c>slack_configs</c> entry with the values of <c>global</c> filled in: texts are templates, and one of
/// <see cref="ApiUrl"/> and <see cref="ApiUrlFile"/> is set. With a bot token the token is in
/// <see cref="HttpClient"/>'s authorization.
/// </summary>
public sealed record SlackConfig
{
    /// <summary>True to send when alerts are resolved.</summary>
    public bool SendResolved { get; init; }

    /// <summary>The HTTP client.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();

    /// <summary>The webhook's URL or the API's; null when it is in a file.</summary>
    public Secret? ApiUrl { get; init; }

    /// <summary>The file to read the URL from; empty when there is none.</summary>
    public string ApiUrlFile { get; init; } = "";

    /// <summary>The channel or user; empty for the webhook's own.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The name to post under.</summary>
    public string Username { get; init; } = "{{ template \"slack.default.username\" . }}";

    /// <summary>The colour beside the message.</summary>
    public string Color { get; init; } = "{{ if eq .Status \"firing\" }}danger{{ else }}good{{ end }}";

    /// <summary>The title.</summary>
    public string Title { get; init; } = "{{ template \"slack.default.title\" . }}";

    /// <summary>Where the title leads.</summary>
    public string TitleLink { get; init; } = "{{ template \"slack.default.titlelink\" . }}";

    /// <summary>What stands above the attachment.</summary>
    public string Pretext { get; init; } = "{{ template \"slack.default.pretext\" . }}";

    /// <summary>The attachment's text.</summary>
    public string Text { get; init; } = "{{ template \"slack.default.text\" . }}";

    /// <summary>The message's own text beside the attachment.</summary>
    public string MessageText { get; init; } = "";

    /// <summary>Fields below the text.</summary>
    public IReadOnlyList<SlackFieldConfig> Fields { get; init; } = [];

    /// <summary>True to show fields side by side unless they say otherwise.</summary>
    public bool ShortFields { get; init; }

    /// <summary>What stands below.</summary>
    public string Footer { get; init; } = "{{ template \"slack.default.footer\" . }}";

    /// <summary>The text of clients that show no attachments.</summary>
    public string Fallback { get; init; } = "{{ template \"slack.default.fallback\" . }}";

    /// <summary>The identifier of interactive messages.</summary>
    public string CallbackId { get; init; } = "{{ template \"slack.default.callbackid\" . }}";

    /// <summary>An emoji as the icon.</summary>
    public string IconEmoji { get; init; } = "{{ template \"slack.default.iconemoji\" . }}";

    /// <summary>An image as the icon.</summary>
    public string IconUrl { get; init; } = "{{ template \"slack.default.iconurl\" . }}";

    /// <summary>An image inside the attachment.</summary>
    public string ImageUrl { get; init; } = "";

    /// <summary>A small image beside the attachment.</summary>
    public string ThumbUrl { get; init; } = "";

    /// <summary>True to turn names into links.</summary>
    public bool LinkNames { get; init; }

    /// <summary>The parts that are formatted.</summary>
    public IReadOnlyList<string> MrkdwnIn { get; init; } = [];

    /// <summary>Buttons and menus.</summary>
    public IReadOnlyList<SlackActionConfig> Actions { get; init; } = [];

    /// <summary>True to edit the earlier message of the group; needs a bot token.</summary>
    public bool UpdateMessage { get; init; }

    /// <summary>How long a request may take; zero for the notification's own limit.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Where the entry is written.</summary>
    public SourceLocation Location { get; init; }
}
