using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Api.Alertmanager;

/// <summary>
/// The configuration as YAML that may be shown, and that amtool reads back. It is written from the records, naming each
/// member that is safe, so that no secret of the file can slip through.
/// </summary>
internal static class ShownConfiguration
{
    /// <summary>Older versions of amtool insist on a URL where newer ones take the mark of a secret.</summary>
    private const string HiddenUrl = "http://secret.invalid/" + Secret.Hidden;

    private static readonly JsonSerializerOptions Quoting =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(AlertmanagerConfig config)
    {
        var yaml = new StringBuilder("global:\n");
        yaml.Append("  resolve_timeout: ").Append(PrometheusDuration.Format(config.Global.ResolveTimeout)).Append('\n');
        yaml.Append("route:\n");
        AppendRoute(yaml, config.Route, "  ");
        AppendInhibitRules(yaml, config.InhibitRules);
        yaml.Append("receivers:\n");
        foreach (var receiver in config.Receivers)
        {
            AppendReceiver(yaml, receiver);
        }

        AppendTexts(yaml, "", "templates", config.Templates);
        AppendIntervals(yaml, config.TimeIntervals);
        return yaml.ToString();
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);

    private static void AppendTexts(StringBuilder yaml, string indent, string key, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0)
        {
            yaml.Append(indent).Append(key).Append(": [").AppendJoin(", ", texts.Select(Quote)).Append("]\n");
        }
    }

    private static void AppendMatchers(
        StringBuilder yaml, string indent, string key, IReadOnlyList<LabelMatcher> matchers)
    {
        if (matchers.Count > 0)
        {
            yaml.Append(indent).Append(key).Append(":\n");
            foreach (var matcher in matchers)
            {
                yaml.Append(indent).Append("- ").Append(Quote(matcher.ToString())).Append('\n');
            }
        }
    }

    private static void AppendRoute(StringBuilder yaml, RouteConfig route, string indent)
    {
        // Never the first member of a list entry by chance: it is always there.
        yaml.Append(indent).Append("continue: ").Append(route.Continue ? "true" : "false").Append('\n');
        if (route.Receiver is { } receiver)
        {
            yaml.Append(indent).Append("receiver: ").Append(Quote(receiver)).Append('\n');
        }

        AppendTexts(yaml, indent, "group_by", route.GroupByAll ? ["..."] : route.GroupBy ?? []);
        AppendMatchers(yaml, indent, "matchers", route.Matchers);
        AppendDuration(yaml, indent, "group_wait", route.GroupWait);
        AppendDuration(yaml, indent, "group_interval", route.GroupInterval);
        AppendDuration(yaml, indent, "repeat_interval", route.RepeatInterval);
        AppendTexts(yaml, indent, "mute_time_intervals", route.MuteTimeIntervals);
        AppendTexts(yaml, indent, "active_time_intervals", route.ActiveTimeIntervals);
        if (route.Routes.Count > 0)
        {
            yaml.Append(indent).Append("routes:\n");
            foreach (var child in route.Routes)
            {
                var entry = new StringBuilder();
                AppendRoute(entry, child, indent + "  ");
                entry[indent.Length] = '-';
                yaml.Append(entry);
            }
        }
    }

    private static void AppendDuration(StringBuilder yaml, string indent, string key, TimeSpan? duration)
    {
        if (duration is { } span)
        {
            yaml.Append(indent).Append(key).Append(": ").Append(PrometheusDuration.Format(span)).Append('\n');
        }
    }

    private static void AppendInhibitRules(StringBuilder yaml, IReadOnlyList<InhibitRuleConfig> rules)
    {
        if (rules.Count == 0)
        {
            return;
        }

        yaml.Append("inhibit_rules:\n");
        foreach (var rule in rules)
        {
            yaml.Append("- equal: [").AppendJoin(", ", rule.Equal.Select(Quote)).Append("]\n");
            AppendMatchers(yaml, "  ", "source_matchers", rule.SourceMatchers);
            AppendMatchers(yaml, "  ", "target_matchers", rule.TargetMatchers);
        }
    }

    private static void AppendReceiver(StringBuilder yaml, ReceiverConfig receiver)
    {
        yaml.Append("- name: ").Append(Quote(receiver.Name)).Append('\n');
        AppendEntries(yaml, "webhook_configs", receiver.Webhooks, webhook =>
            $"send_resolved: {Flag(webhook.SendResolved)}, url: {Quote(HiddenUrl)}, max_alerts: {webhook.MaxAlerts}");
        AppendEntries(yaml, "email_configs", receiver.Emails, email =>
            $"send_resolved: {Flag(email.SendResolved)}, to: {Quote(email.To)}, from: {Quote(email.From)}, "
            + $"smarthost: {Quote(email.Smarthost.ToString())}, require_tls: {Flag(email.RequireTls)}");
        AppendEntries(yaml, "slack_configs", receiver.Slacks, slack =>
            $"send_resolved: {Flag(slack.SendResolved)}, api_url: {Quote(Secret.Hidden)}, "
            + $"channel: {Quote(slack.Channel)}");
    }

    private static void AppendEntries<T>(
        StringBuilder yaml, string key, IReadOnlyList<T> entries, Func<T, string> members)
    {
        if (entries.Count > 0)
        {
            yaml.Append("  ").Append(key).Append(":\n");
            foreach (var entry in entries)
            {
                yaml.Append("  - {").Append(members(entry)).Append("}\n");
            }
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private static void AppendIntervals(StringBuilder yaml, IReadOnlyList<TimeIntervalConfig> intervals)
    {
        if (intervals.Count == 0)
        {
            return;
        }

        yaml.Append("time_intervals:\n");
        foreach (var interval in intervals)
        {
            yaml.Append("- name: ").Append(Quote(interval.Name)).Append("\n  time_intervals:\n");
            foreach (var period in interval.Periods)
            {
                yaml.Append("  - {").AppendJoin(", ", Members(period)).Append("}\n");
            }
        }
    }

    private static IEnumerable<string> Members(TimePeriodConfig period)
    {
        string[] days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
        if (period.Times.Count > 0)
        {
            yield return "times: [" + string.Join(", ", period.Times.Select(range =>
                $"{{start_time: {Quote(Clock(range.Begin))}, end_time: {Quote(Clock(range.End))}}}")) + "]";
        }

        foreach (var (key, ranges, text) in ((string, IReadOnlyList<InclusiveRange>, Func<int, string>)[])
            [
                ("weekdays", period.Weekdays, day => days[day]),
                ("days_of_month", period.DaysOfMonth, Number), ("months", period.Months, Number),
                    ("years", period.Years, Number),
            ])
        {
            if (ranges.Count > 0)
            {
                yield return $"{key}: [" + string.Join(", ", ranges.Select(range =>
                    Quote($"{text(range.Begin)}:{text(range.End)}"))) + "]";
            }
        }

        if (period.Location is { } zone)
        {
            yield return $"location: {Quote(zone.Id)}";
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
