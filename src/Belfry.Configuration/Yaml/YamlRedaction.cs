using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Belfry.Configuration.Shapes;

namespace Belfry.Configuration.Yaml;

/// <summary>Which values of a file are secrets, by their keys. When in doubt, it is one.</summary>
internal sealed partial class YamlRedaction
{
    private static readonly string[] ClientSecrets =
    [
        "password", "credentials", "bearer_token", "client_secret", "client_certificate_key", "secrets",
    ];

    private readonly FrozenSet<string> keys;
    private readonly FrozenSet<string> paths;

    private YamlRedaction(IEnumerable<string> keys, IEnumerable<string> paths)
    {
        this.keys = keys.ToFrozenSet(StringComparer.Ordinal);
        this.paths = paths.ToFrozenSet(StringComparer.Ordinal);
    }

    internal static YamlRedaction Prometheus { get; } =
        new(ClientSecrets.Concat(SecretsOf(PrometheusShapes.Table)), ["tls_config/key"]);

    internal static YamlRedaction Alertmanager { get; } = new(
        [
            .. ClientSecrets, .. SecretsOf(AlertmanagerShapes.Table).Where(key => key is not ("url" or "token_id")),
            "auth_password", "auth_secret", "app_token", "smtp_auth_password", "smtp_auth_secret", "slack_api_url",
            "slack_app_token", "opsgenie_api_key", "wechat_api_secret", "victorops_api_key", "telegram_bot_token",
            "rocketchat_token", "rocketchat_token_id", "token_id", "mattermost_webhook_url",
        ],
        [
            "tls_config/key", "smtp_tls_config/key", "slack_configs/api_url", "webhook_configs/url",
            "webhook_outputs/url",
        ]);

    /// <summary>
    /// True for a value under <paramref name="key"/> in the mapping that stands under <paramref name="parent"/>.
    /// </summary>
    internal bool IsSecret(string parent, string key) =>
        keys.Contains(key) || paths.Contains($"{parent}/{key}") || parent == "proxy_connect_header";

    /// <summary>The text with the password of a URL replaced, as Go's <c>URL.Redacted</c> does.</summary>
    internal static string WithoutPassword(string text) => Password().Replace(text, "${1}xxxxx@");

    private static IEnumerable<string> SecretsOf(ShapeTable table) =>
        table.All.SelectMany(shape => shape.Fields).Where(field => field.Kind == "secret").Select(field => field.Key);

    [GeneratedRegex(@"(\A[a-zA-Z][a-zA-Z0-9+.-]*://[^/@:\s]*:)[^/@\s]*@")]
    private static partial Regex Password();
}
