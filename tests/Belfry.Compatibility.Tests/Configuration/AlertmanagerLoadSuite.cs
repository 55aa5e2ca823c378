using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Configuration.Shapes;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Alertmanager's files, whole or one receiver's block, that load or fail with known words.</summary>
internal sealed class AlertmanagerLoadSuite : IConformanceSuite
{
    // As in the original, which knows every kind of receiver; whether it can send is another matter.
    private static readonly LoaderOptions Options = new()
    {
        MatcherSyntax = MatcherSyntax.Classic,
        ReceiverKinds = AlertmanagerShapes.ReceiverKinds.ToHashSet(StringComparer.Ordinal),
    };

    // A block is read alone in the original, so nothing that it may take from `global` may be missing.
    private static readonly Dictionary<string, string> Globals = new(StringComparer.Ordinal)
    {
        ["email"] = "  smtp_smarthost: 'mail:25'\n  smtp_from: 'a@example.com'\n",
        ["slack"] = "  slack_api_url: 'http://slack/'\n",
        ["victorops"] = "  victorops_api_key: 'key'\n",
        ["opsgenie"] = "  opsgenie_api_key: 'key'\n",
        ["wechat"] = "  wechat_api_secret: 'key'\n  wechat_api_corp_id: 'corp'\n",
        ["telegram"] = "  telegram_bot_token: 'token'\n",
        ["jira"] = "  jira_api_url: 'http://jira/'\n",
        ["rocketchat"] = "  rocketchat_token: 'token'\n  rocketchat_token_id: 'id'\n",
        ["mattermost"] = "  mattermost_webhook_url: 'http://mattermost/'\n",
    };

    /// <inheritdoc/>
    public string Pattern => "config/alertmanager-load-cases.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
        var loader = new ConfigurationLoader(new ConformanceFiles(), Options);
        return CaseTable.Run(path, row => Check(row, folder, loader));
    }

    private static string? Check(JsonElement row, string folder, ConfigurationLoader loader)
    {
        var expected = row.FindText("error") is { } error ? new[] { error } : [];
        if (row.FindText("config_file") is { } file)
        {
            return Verdict.Difference(loader.LoadAlertmanager(Path.Combine(folder, file)), expected);
        }

        var text = row.GetProperty("yaml").GetString()!;
        return Verdict.Difference(
            loader.LoadAlertmanager(
                Path.Combine(folder, "config/alertmanager/test.yml"),
                row.FindText("type") is { } type ? Whole(type, text) : text),
            expected);
    }

    private static string Whole(string type, string block)
    {
        var kind = type.Replace("Config", "", StringComparison.Ordinal).ToLowerInvariant();
        var global = Globals.TryGetValue(kind, out var lines) ? "global:\n" + lines : "";
        var indented = block.Trim('\n').ReplaceLineEndings("\n      ");
        return $"{global}route:\n  receiver: r\nreceivers:\n- name: r\n  {kind}_configs:\n    -\n      {indented}\n";
    }
}
