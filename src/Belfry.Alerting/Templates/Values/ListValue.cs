namespace Belfry.Alerting.Templates.Values;

/// <summary>A slice of values. Subclasses add methods, as Alertmanager's <c>Alerts</c> does.</summary>
internal class ListValue(IReadOnlyList<TemplateValue> items, string typeName = ListValue.AnyType) : TemplateValue
{
    /// <summary>The type of a slice of anything.</summary>
    public const string AnyType = "[]interface {}";

    /// <summary>The type of a slice of text.</summary>
    public const string TextsType = "[]string";

    /// <summary>The values in order.</summary>
    public IReadOnlyList<TemplateValue> Items { get; } = items;

    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.List;

    /// <inheritdoc/>
    public sealed override string TypeName => typeName;

    /// <inheritdoc/>
    public sealed override bool IsTrue => Items.Count > 0;

    /// <summary>A <c>[]string</c>.</summary>
    public static ListValue OfTexts(IEnumerable<string> values) => new([.. values.Select(Of)], TextsType);
}
