using Belfry.Alerting.Notify.Net;
using Belfry.Configuration.Alertmanager;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Notify.Slack;

/// <summary><c>slack_configs</c>.</summary>
internal sealed class SlackReceiver : IReceiverKind
{
    public string Name => "slack";

    public IEnumerable<(INotifier Notifier, bool SendsResolved)> Build(ReceiverConfig receiver, ReceiverBuild build)
    {
        foreach (var config in receiver.Slacks)
        {
            Check(config, build);
            if (HttpPoster.TryCreate(config.HttpClient, build.Environment, out var poster, out var error))
            {
                yield return (new SlackNotifier(config, poster, build), config.SendResolved);
            }
            else
            {
                build.Diagnostics.Add(Diagnostic.Error(config.Location, error));
            }
        }
    }

    private static void Check(SlackConfig config, ReceiverBuild build)
    {
        build.Check(
            config.Location,
            ("channel", config.Channel), ("username", config.Username), ("color", config.Color),
                ("title", config.Title),
            ("title_link", config.TitleLink), ("pretext", config.Pretext), ("text", config.Text),
            ("message_text", config.MessageText), ("footer", config.Footer), ("fallback", config.Fallback),
            ("callback_id", config.CallbackId), ("icon_emoji", config.IconEmoji), ("icon_url", config.IconUrl),
            ("image_url", config.ImageUrl), ("thumb_url", config.ThumbUrl));
        foreach (var field in config.Fields)
        {
            build.Check(config.Location, ("fields.title", field.Title), ("fields.value", field.Value));
        }

        foreach (var action in config.Actions)
        {
            build.Check(
                config.Location,
                ("actions.type", action.Type), ("actions.text", action.Text), ("actions.url", action.Url),
                ("actions.style", action.Style), ("actions.name", action.Name), ("actions.value", action.Value));
            if (action.Confirm is { } confirm)
            {
                build.Check(
                    config.Location,
                    ("confirm.text", confirm.Text), ("confirm.title", confirm.Title),
                    ("confirm.ok_text", confirm.OkText), ("confirm.dismiss_text", confirm.DismissText));
            }
        }
    }
}
