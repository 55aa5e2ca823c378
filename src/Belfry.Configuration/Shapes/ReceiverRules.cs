using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Shapes;

/// <summary>
/// What each kind of receiver requires of itself; what it needs of <c>global</c> is checked elsewhere.
/// </summary>
internal static class ReceiverRules
{
    private static readonly string[] VictorOpsFields =
        ["routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id",
            "entity_state"];

    internal static bool Check(string kind, MappingReader section)
    {
        switch (kind)
        {
            case "discord" or "msteams" or "msteamsv2": ExactlyOne(section, "webhook_url", "webhook_url_file"); break;
            case "mattermost": AtMostOne(section, "webhook_url", "webhook_url_file"); break;
            case "opsgenie": AtMostOne(section, "api_key", "api_key_file"); break;
            case "rocketchat":
                AtMostOne(section, "token", "token_file");
                AtMostOne(section, "token_id", "token_id_file");
                break;
            case "wechat": WeChat(section); break;
            case "incidentio": IncidentIo(section); break;
            case "jira": Jira(section); break;
            case "pagerduty": PagerDuty(section); break;
            case "pushover": Pushover(section); break;
            case "sns": Sns(section); break;
            case "telegram": Telegram(section); break;
            case "victorops": VictorOps(section); break;
            case "webex": Webex(section); break;
            case "mmfield":
                ShapeRules.Required(section, "title", "missing title in Mattermost field configuration");
                ShapeRules.Required(section, "value", "missing value in Mattermost field configuration");
                break;
            case "erfile": ShapeRules.Required(section, "path", "event_recorder file output requires a path"); break;
            case "erwebhook": ShapeRules.Required(
                section, "url", "event_recorder webhook output requires a url"); break;
            case "erkafka": ShapeRules.Required(
                section, "topic", "event_recorder kafka output requires a topic"); break;
            default: return false;
        }

        return true;
    }

    private static void AtMostOne(MappingReader section, string first, string second) =>
        ShapeRules.AtMostOne(section, first, second, $"at most one of {first} & {second} must be configured");

    private static void ExactlyOne(MappingReader section, string first, string second)
    {
        AtMostOne(section, first, second);
        if (section.Text(first).Length + section.Text(second).Length == 0)
        {
            section.Error(first, $"one of {first} or {second} must be configured");
        }
    }

    private static void WeChat(MappingReader section)
    {
        AtMostOne(section, "api_secret", "api_secret_file");
        var type = section.Text("message_type", "text");
        if (type is not ("" or "text" or "markdown"))
        {
            section.Error(
                "message_type",
                $"weChat message type {Model.QuotedText.Quote(type)} does not match valid options ^(text|markdown)$");
        }
    }

    private static void IncidentIo(MappingReader section)
    {
        ExactlyOne(section, "url", "url_file");
        AtMostOne(section, "alert_source_token", "alert_source_token_file");
        var hasToken = section.Text("alert_source_token").Length + section.Text("alert_source_token_file").Length > 0;
        var client = new MappingReader(new Reading(section.Reading.File), section.Take("http_config"), "", "");
        var isAuthorized = client.Take("authorization") is not null;
        if (hasToken && isAuthorized)
        {
            section.Error(
                "http_config",
                "cannot specify alert_source_token or alert_source_token_file when using http_config.authorization");
        }

        if (!hasToken && !isAuthorized)
        {
            section.Error(
                "alert_source_token",
                "at least one of alert_source_token, alert_source_token_file or http_config.authorization must be "
                + "configured");
        }
    }

    private static void Jira(MappingReader section)
    {
        ShapeRules.Required(section, "project", "missing project in jira_config");
        ShapeRules.Required(section, "issue_type", "missing issue_type in jira_config");
        if (section.Text("api_type", "auto") is not ("auto" or "cloud" or "datacenter"))
        {
            section.Error("api_type", "unknown api_type on jira_config, must be auto, cloud or datacenter");
        }
    }

    private static void PagerDuty(MappingReader section)
    {
        AtMostOne(section, "routing_key", "routing_key_file");
        AtMostOne(section, "service_key", "service_key_file");
        string[] keys = ["routing_key", "routing_key_file", "service_key", "service_key_file"];
        if (keys.All(key => section.Text(key).Length == 0))
        {
            section.Error("routing_key", "missing service or routing key in PagerDuty config");
        }
    }

    private static void Pushover(MappingReader section)
    {
        ExactlyOne(section, "user_key", "user_key_file");
        ExactlyOne(section, "token", "token_file");
        if (section.Flag("html") && section.Flag("monospace"))
        {
            section.Error("monospace", "at most one of monospace & html must be configured");
        }
    }

    // The original's condition is a chain of unequals: an odd number of the three has to be empty... or none is given.
    private static void Sns(MappingReader section)
    {
        var isTarget = section.Text("target_arn").Length == 0;
        var isTopic = section.Text("topic_arn").Length == 0;
        var isPhone = section.Text("phone_number").Length == 0;
        if (isTarget != isTopic != isPhone)
        {
            section.Reading.Error(
                section.Location, "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config");
        }
    }

    private static void Telegram(MappingReader section)
    {
        AtMostOne(section, "bot_token", "bot_token_file");
        var hasChat = section.Text("chat_id") is not ("" or "0");
        var hasFile = section.Text("chat_id_file").Length > 0;
        if (!hasChat && !hasFile)
        {
            section.Error("chat_id", "missing chat_id or chat_id_file on telegram_config");
        }

        if (hasChat && hasFile)
        {
            section.Error("chat_id_file", "at most one of chat_id & chat_id_file must be configured");
        }

        if (section.Text("parse_mode", "HTML") is not ("" or "Markdown" or "MarkdownV2" or "HTML"))
        {
            section.Error(
                "parse_mode",
                "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string");
        }
    }

    private static void VictorOps(MappingReader section)
    {
        ShapeRules.Required(section, "routing_key", "missing Routing key in VictorOps config");
        AtMostOne(section, "api_key", "api_key_file");
        foreach (var field in section.NamedTexts("custom_fields").Where(field => VictorOpsFields.Contains(field.Name)))
        {
            section.Reading.Error(
                field.Location,
                $"victorOps config contains custom field {field.Name} which cannot be used as it conflicts with the "
                + "fixed/static fields");
        }
    }

    private static void Webex(MappingReader section)
    {
        ShapeRules.Required(section, "room_id", "missing room_id on webex_config");
        var client = new MappingReader(new Reading(section.Reading.File), section.Take("http_config"), "", "");
        if (client.Take("authorization") is null)
        {
            section.Error("http_config", "missing webex_configs.http_config.authorization");
        }
    }
}
