using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;
using Belfry.Testing.Time;

namespace Belfry.Alerting.Tests.Templates;

/// <summary>Executes texts as tests write them; errors come back as texts too.</summary>
internal static class TemplateBench
{
    public static MapValue Map(params (string Key, object? Value)[] entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value))));

    public static TemplateValue Value(object? value) => value switch
    {
        null => TemplateValue.Nil,
        TemplateValue ready => ready,
        bool boolean => TemplateValue.Of(boolean),
        int number => TemplateValue.Of(number),
        long number => TemplateValue.Of(number),
        double number => TemplateValue.Of(number),
        string text => TemplateValue.Of(text),
        string[] texts => TemplateValue.Of(texts),
        object[] items => new ListValue([.. items.Select(Value)]),
        _ => throw new ArgumentException($"no value for {value.GetType()}", nameof(value)),
    };

    public static string Text(string text, object? data = null, TemplateOptions? options = null) =>
        Show(TemplateSet.Empty(FunctionTable.BuiltIn, options).ExecuteTextString(text, Value(data), "t"));

    public static string Html(string text, object? data = null) => Show(
        TemplateSet.Empty(AlertmanagerFunctions.Create(new ManualClock())).ExecuteHtmlString(text, Value(data), "t"));

    public static string Notification(string text, object? data = null) => Show(
        TemplateSet.Empty(AlertmanagerFunctions.Create(new ManualClock())).ExecuteTextString(text, Value(data), "t"));

    private static string Show(TemplateOutcome outcome) =>
        outcome.TryGet(out var text, out var error) ? text : "ERROR " + error;
}
