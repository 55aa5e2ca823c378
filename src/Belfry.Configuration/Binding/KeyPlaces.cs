using System.Collections.Frozen;

namespace Belfry.Configuration.Binding;

/// <summary>Where keys belong, for the hint when one is found somewhere else.</summary>
internal static class KeyPlaces
{
    private static readonly FrozenDictionary<string, string> Mistakes = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["email_configs/subject"] = "use `headers: {Subject: …}`",
        ["email_configs/body"] = "use `text` for plain text or `html`",
        ["email_configs/message"] = "use `text` for plain text or `html`",
        ["email_configs/from_address"] = "use `from`",
        ["email_configs/smtp_smarthost"] = "use `smarthost` here; `smtp_smarthost` belongs in `global`",
        ["email_configs/smtp_from"] = "use `from` here; `smtp_from` belongs in `global`",
        ["email_configs/smtp_auth_username"] = "use `auth_username` here; `smtp_auth_username` belongs in `global`",
        ["email_configs/smtp_auth_password"] = "use `auth_password` here; `smtp_auth_password` belongs in `global`",
        ["slack_configs/webhook_url"] = "use `api_url`",
        ["slack_configs/url"] = "use `api_url`",
        ["slack_configs/message"] = "use `text`",
        ["webhook_configs/webhook_url"] = "use `url`",
        ["webhook_configs/api_url"] = "use `url`",
        ["scrape_configs/targets"] = "targets belong in `static_configs: [{targets: […]}]`",
        ["scrape_configs/labels"] = "labels belong in `static_configs: [{targets: […], labels: {…}}]`",
        ["scrape_configs/path"] = "use `metrics_path`",
        ["scrape_configs/interval"] = "use `scrape_interval`",
        ["scrape_configs/timeout"] = "use `scrape_timeout`",
        ["scrape_configs/url"] = "use `scheme`, `metrics_path` and `static_configs`",
        ["scrape_configs/insecure_skip_verify"] = "use `tls_config: {insecure_skip_verify: …}`",
        ["global/retention"] =
            "use the flag `--storage.tsdb.retention.time` or `storage: {tsdb: {retention: {time: …}}}`",
        ["rules/severity"] = "use `labels: {severity: …}`",
        ["rules/summary"] = "use `annotations: {summary: …}`",
        ["rules/description"] = "use `annotations: {description: …}`",
        ["rules/expression"] = "use `expr`",
        ["rules/interval"] = "`interval` belongs to the group",
        ["route/match_regex"] = "use `match_re` or `matchers`",
        ["route/receivers"] = "use `receiver`; a route has one, and `continue: true` tries the routes that follow",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Homes = Table(
        ("the top level of prometheus.yml", "scrape_configs rule_files scrape_config_files alerting remote_write "
            + "remote_read storage tracing otlp runtime"),
        ("`global`", "evaluation_interval external_labels rule_query_offset query_log_file resolve_timeout "
            + "smtp_smarthost smtp_from "
            + "smtp_hello smtp_auth_username smtp_auth_password smtp_auth_password_file smtp_require_tls "
            + "slack_api_url pagerduty_url"),
        ("an entry of `scrape_configs`",
            "job_name scrape_interval scrape_timeout metrics_path honor_labels honor_timestamps params static_configs "
            + "relabel_configs metric_relabel_configs sample_limit scheme"),
        ("an entry of `static_configs`", "targets"),
        ("an entry of `relabel_configs`", "source_labels target_label regex replacement modulus"),
        ("`alerting`", "alertmanagers alert_relabel_configs"),
        ("`storage`", "tsdb exemplars"),
        ("`storage.tsdb`", "retention out_of_order_time_window"),
        ("`basic_auth`", "username password password_file"),
        ("`authorization`", "credentials credentials_file"),
        ("`tls_config`", "ca_file cert_file key_file insecure_skip_verify server_name"),
        ("a rule file, which `rule_files` lists", "groups"),
        ("a group of a rule file", "rules query_offset"),
        ("a rule of a rule file", "alert record expr for keep_firing_for annotations"),
        ("the top level of alertmanager.yml", "route receivers inhibit_rules templates time_intervals"),
        ("`route`", "group_by group_wait group_interval repeat_interval receiver continue"),
        ("an entry of `receivers`",
            "email_configs slack_configs webhook_configs pagerduty_configs opsgenie_configs telegram_configs "
            + "discord_configs msteams_configs msteamsv2_configs pushover_configs victorops_configs"),
        ("an entry of `email_configs`", "to headers html smarthost auth_username auth_password"),
        ("an entry of `slack_configs`", "channel icon_emoji title_link"),
        ("an entry of `inhibit_rules`", "source_matchers target_matchers source_match target_match equal"));

    /// <summary>
    /// What to do with <paramref name="key"/> at <paramref name="place"/>; empty when nothing is known.
    /// </summary>
    internal static string Hint(string place, string key, IEnumerable<string> known)
    {
        if (Mistakes.TryGetValue($"{place}/{key}", out var mistake))
        {
            return mistake;
        }

        var home = Homes.GetValueOrDefault(key);
        if (home is not null)
        {
            return $"`{key}` belongs in {home}";
        }

        return KeySuggestion.Nearest(key, known) is { } nearest ? $"did you mean `{nearest}`?" : "";
    }

    private static FrozenDictionary<string, string> Table(params (string Home, string Keys)[] rows) => rows
        .SelectMany(row => row.Keys.Split(' ').Select(key => KeyValuePair.Create(key, row.Home)))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
