using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>global</c>.</summary>
internal static class AlertmanagerGlobalReader
{
    private static readonly string[] OtherKeys =
    [
        "jira_api_url", "pagerduty_url", "opsgenie_api_url", "opsgenie_api_key", "opsgenie_api_key_file",
        "wechat_api_url",
        "wechat_api_secret", "wechat_api_secret_file", "wechat_api_corp_id", "victorops_api_url", "victorops_api_key",
        "victorops_api_key_file", "telegram_api_url", "telegram_bot_token", "telegram_bot_token_file", "webex_api_url",
        "rocketchat_api_url", "rocketchat_token", "rocketchat_token_file", "rocketchat_token_id",
        "rocketchat_token_id_file", "mattermost_webhook_url", "mattermost_webhook_url_file",
    ];

    private static readonly string[] Exclusive =
    [
        "slack_app_token", "slack_api_url", "opsgenie_api_key", "victorops_api_key", "telegram_bot_token",
        "smtp_auth_password", "rocketchat_token", "rocketchat_token_id", "smtp_auth_secret", "wechat_api_secret",
        "mattermost_webhook_url",
    ];

    internal static AlertmanagerGlobalConfig Read(MappingReader mapping, out GlobalDefaults defaults)
    {
        var reading = mapping.Reading;
        var client = mapping.Take("http_config") is { } node ? HttpClientReader.Read(reading, node)
            : new HttpClientConfig();
        var config = new AlertmanagerGlobalConfig
        {
            ResolveTimeout = mapping.Duration("resolve_timeout", TimeSpan.FromMinutes(5)),
            HttpClient = client,
        };
        defaults = new GlobalDefaults
        {
            HttpClient = client,
            Smarthost = HostPortReader.Read(mapping, "smtp_smarthost"),
            From = mapping.Text("smtp_from"),
            Hello = mapping.Text("smtp_hello", "localhost"),
            AuthUsername = mapping.Text("smtp_auth_username"),
            AuthPassword = mapping.Secret("smtp_auth_password"),
            AuthPasswordFile = mapping.FilePath("smtp_auth_password_file"),
            AuthSecret = mapping.Secret("smtp_auth_secret"),
            AuthSecretFile = mapping.FilePath("smtp_auth_secret_file"),
            AuthIdentity = mapping.Text("smtp_auth_identity"),
            RequireTls = mapping.Flag("smtp_require_tls", absent: true),
            ForceImplicitTls = mapping.FlagOrNull("smtp_force_implicit_tls"),
            Tls = TlsReader.Read(mapping, "smtp_tls_config"),
            SlackApiUrl = UrlReader.ReadSecret(mapping, "slack_api_url"),
            SlackApiUrlFile = mapping.FilePath("slack_api_url_file"),
            SlackAppToken = mapping.Secret("slack_app_token"),
            SlackAppTokenFile = mapping.FilePath("slack_app_token_file"),
            SlackAppUrl = mapping.Text("slack_app_url", new GlobalDefaults().SlackAppUrl),
            Keys = OtherKeys.Where(key => mapping.Text(key).Length > 0).ToHashSet(StringComparer.Ordinal),
        };
        mapping.Close();
        Check(mapping, defaults);
        return config;
    }

    private static void Check(MappingReader mapping, GlobalDefaults defaults)
    {
        foreach (var key in Exclusive)
        {
            if (mapping.Text(key).Length > 0 && mapping.Text(key + "_file").Length > 0)
            {
                mapping.Error(key + "_file", $"at most one of {key} & {key}_file must be configured");
            }
        }

        var hasToken = defaults.SlackAppToken is not null || defaults.SlackAppTokenFile.Length > 0;
        var hasUrl = defaults.SlackApiUrl is not null || defaults.SlackApiUrlFile.Length > 0;
        if (hasToken && hasUrl && defaults.SlackApiUrl?.Reveal() != defaults.SlackAppUrl)
        {
            mapping.Error(
                "slack_app_token",
                "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be "
                + "configured");
        }

        foreach (var url in OtherKeys.Where(key => key.EndsWith("_url", StringComparison.Ordinal)))
        {
            UrlReader.ReadSecret(mapping, url);
        }
    }
}
