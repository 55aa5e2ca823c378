using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// What the kinds of receivers that have no record of their own need from themselves or from <c>global</c>.
/// </summary>
internal static class OtherReceivers
{
    private static readonly Need[] Needs =
    [
        new("opsgenie", ["api_key", "api_key_file"], ["opsgenie_api_key", "opsgenie_api_key_file"],
            "no global OpsGenie API Key set either inline or in a file"),
        new("wechat", ["api_secret", "api_secret_file"], ["wechat_api_secret", "wechat_api_secret_file"],
            "no global Wechat Api Secret set either inline or in a file"),
        new("wechat", ["corp_id"], ["wechat_api_corp_id"], "no global Wechat CorpID set"),
        new("victorops", ["api_key", "api_key_file"], ["victorops_api_key", "victorops_api_key_file"],
            "no global VictorOps API Key set"),
        new("telegram", ["bot_token", "bot_token_file"], ["telegram_bot_token", "telegram_bot_token_file"],
            "missing bot_token or bot_token_file on telegram_config"),
        new("jira", ["api_url"], ["jira_api_url"], "no global Jira Cloud URL set"),
        new("rocketchat", ["token_id", "token_id_file"], ["rocketchat_token_id", "rocketchat_token_id_file"],
            "no global Rocketchat TokenID set either inline or in a file"),
        new("rocketchat", ["token", "token_file"], ["rocketchat_token", "rocketchat_token_file"],
            "no global Rocketchat Token set either inline or in a file"),
        new("mattermost", ["webhook_url", "webhook_url_file"],
            ["mattermost_webhook_url", "mattermost_webhook_url_file"],
            "missing webhook_url or webhook_url_file on mattermost_config"),
    ];

    internal static void CheckGlobals(Reading reading, string kind, YamlNode entry, GlobalDefaults defaults)
    {
        var mapping = new MappingReader(new Reading(reading.File), entry, "", "");
        foreach (var need in Needs.Where(need => need.Kind == kind))
        {
            if (need.Own.All(key => mapping.Text(key).Length == 0) && !need.Global.Any(defaults.Keys.Contains))
            {
                reading.Error(
                    entry.Location, need.Message, $"write `{need.Own[0]}` here or `{need.Global[0]}` in `global`");
            }
        }
    }

    private sealed record Need(string Kind, string[] Own, string[] Global, string Message);
}
