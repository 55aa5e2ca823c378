using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Prometheus;

/// <summary>One sample of a query's answer in a template: <c>.Labels</c> and <c>.Value</c>.</summary>
internal sealed class QuerySampleValue(MapValue labels, TemplateValue value) : StructValue(
    QuerySampleValue.Type,
    [KeyValuePair.Create<string, TemplateValue>("Labels", labels), KeyValuePair.Create("Value", value)])
{
    /// <summary>Go's name of the type.</summary>
    public const string Type = "*template.sample";

    /// <summary>A sample of these labels.</summary>
    public QuerySampleValue(Labels labels, double value)
        : this(MapValue.OfTexts(labels.ToPairs()), Of(value))
    {
    }

    /// <summary>The value.</summary>
    public TemplateValue Value { get; } = value;

    /// <summary>The value of a label, or the empty text.</summary>
    public string Label(string name) => labels.Find(name) is TextValue text ? text.Value : "";
}
