using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;

namespace Belfry.Alerting.Notify;

/// <summary>
/// Expands the templates of one notification. The data is made when the first template needs it. After a failure
/// <see cref="Text"/> gives empty texts, so that a whole message can be put together and checked once. Not thread-safe.
/// </summary>
internal sealed class TemplateExpansion(TemplateSet set, Func<NotificationValue> value)
{
    private NotificationValue? data;

    /// <summary>The first failure of <see cref="Text"/>; null when there was none.</summary>
    internal string? Error { get; private set; }

    /// <summary>The expanded text; empty when this or an earlier template failed.</summary>
    internal string Text(string template)
    {
        if (Error is not null)
        {
            return "";
        }

        _ = TryText(template, out var text, out var error);
        Error = error;
        return text ?? "";
    }

    internal bool TryText(
        string template, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        if (!template.Contains("{{", StringComparison.Ordinal))
        {
            (text, error) = (template, null);
            return true;
        }

        return set.ExecuteTextString(template, data ??= value()).TryGet(out text, out error);
    }

    internal bool TryHtml(
        string template, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error) =>
        set.ExecuteHtmlString(template, data ??= value()).TryGet(out text, out error);
}
