using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>slack_configs</c>.</summary>
internal static class SlackReader
{
    private static readonly SlackConfig Default = new();

    internal static SlackConfig Read(Reading reading, YamlNode node, GlobalDefaults defaults)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "slack_configs");
        var config = new SlackConfig
        {
            SendResolved = mapping.Flag("send_resolved"),
            Channel = mapping.Text("channel"),
            Username = mapping.Text("username", Default.Username),
            Color = mapping.Text("color", Default.Color),
            Title = mapping.Text("title", Default.Title),
            TitleLink = mapping.Text("title_link", Default.TitleLink),
            Pretext = mapping.Text("pretext", Default.Pretext),
            Text = mapping.Text("text", Default.Text),
            MessageText = mapping.Text("message_text"),
            Fields = mapping.List("fields", "[]*config.SlackField", field => ReadField(reading, field)),
            ShortFields = mapping.Flag("short_fields"),
            Footer = mapping.Text("footer", Default.Footer),
            Fallback = mapping.Text("fallback", Default.Fallback),
            CallbackId = mapping.Text("callback_id", Default.CallbackId),
            IconEmoji = mapping.Text("icon_emoji", Default.IconEmoji),
            IconUrl = mapping.Text("icon_url", Default.IconUrl),
            ImageUrl = mapping.Text("image_url"),
            ThumbUrl = mapping.Text("thumb_url"),
            LinkNames = mapping.Flag("link_names"),
            MrkdwnIn = mapping.Texts("mrkdwn_in"),
            Actions = mapping.List("actions", "[]*config.SlackAction", action => ReadAction(reading, action)),
            UpdateMessage = mapping.Flag("update_message"),
            Timeout = mapping.Take("timeout") is { } timeout ? ValueReader.GoDuration(reading, timeout) ?? default
                : default,
            Location = node.Location,
        };
        config = SlackAccess.Read(mapping, defaults).ApplyTo(config);
        mapping.Close();
        return config;
    }

    private static SlackFieldConfig ReadField(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "fields");
        var field = new SlackFieldConfig(mapping.Text("title"), mapping.Text("value"), mapping.FlagOrNull("short"));
        mapping.Close();
        Require(mapping, "title", "missing title in Slack field configuration");
        Require(mapping, "value", "missing value in Slack field configuration");
        return field;
    }

    private static SlackActionConfig ReadAction(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "actions");
        var url = mapping.Text("url");
        var confirm = mapping.Take("confirm") is { } question ? ReadConfirmation(reading, question) : null;
        var action = new SlackActionConfig
        {
            Type = mapping.Text("type"),
            Text = mapping.Text("text"),
            Url = url,
            Style = mapping.Text("style"),
            Name = mapping.Text("name"),
            Value = mapping.Text("value"),
            Confirm = confirm,
        };
        mapping.Close();
        Require(mapping, "type", "missing type in Slack action configuration");
        Require(mapping, "text", "missing text in Slack action configuration");
        if (url.Length == 0)
        {
            Require(mapping, "name", "missing name or url in Slack action configuration");
            return action;
        }

        // With a URL the action is a link, and what makes it interactive is dropped as in the original.
        return action with { Name = "", Value = "", Confirm = null };
    }

    private static SlackConfirmationConfig ReadConfirmation(Reading reading, YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "confirm");
        var confirmation = new SlackConfirmationConfig(
            mapping.Text("text"), mapping.Text("title"), mapping.Text("ok_text"), mapping.Text("dismiss_text"));
        mapping.Close();
        Require(mapping, "text", "missing text in Slack confirmation configuration");
        return confirmation;
    }

    private static void Require(MappingReader mapping, string key, string message)
    {
        if (mapping.Text(key).Length == 0)
        {
            mapping.Error(key, message);
        }
    }
}
