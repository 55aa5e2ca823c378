using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Alerting.Templates.Values;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Rules.Model;

/// <summary>
/// The text of a label or annotation of an alerting rule, parsed once. Immutable; any thread may expand it.
/// </summary>
internal sealed class RuleTemplate
{
    // Messages count columns from the start of this, as Prometheus's do.
    private const string Variables =
        "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
        + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    private static readonly TemplateSet Functions =
        TemplateSet.Empty(PrometheusFunctions.ForRules, new TemplateOptions { MissingKey = MissingKey.Zero });

    private readonly string templateName;
    private readonly string text;
    private readonly TemplateSet? set;

    private RuleTemplate(string name, string templateName, string text, TemplateSet? set)
    {
        Name = name;
        this.templateName = templateName;
        this.text = text;
        this.set = set;
    }

    /// <summary>The label's or annotation's name.</summary>
    public string Name { get; }

    /// <summary>True when the text has no actions and so is always the same.</summary>
    public bool IsConstant => set is null;

    /// <summary>Parses a text. False with the error in Prometheus's words.</summary>
    public static bool TryParse(
        string alertName,
        string name,
        string text,
        [NotNullWhen(true)] out RuleTemplate? template,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        error = null;
        template = null;
        var templateName = "__alert_" + alertName;
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            template = new RuleTemplate(name, templateName, text, set: null);
            return true;
        }

        if (!Functions.TryAdd(new TemplateSource(templateName, Variables + text), out var set, out var diagnostics))
        {
            error = diagnostics[0];
            return false;
        }

        template = new RuleTemplate(name, templateName, text, set);
        return true;
    }

    /// <summary>Expands the template. A failure is an outcome in Prometheus's words.</summary>
    public TemplateOutcome Expand(TemplateValue data, PrometheusHost host)
    {
        if (set is null)
        {
            return TemplateOutcome.Of(text);
        }

        var outcome = set.ExecuteText(templateName, data, host);
        return outcome.TryGet(out _, out var error)
            ? outcome : TemplateOutcome.Failed($"error executing template {templateName}: {error}");
    }
}
