namespace Belfry.Alerting.Templates.Values;

/// <summary>A signed whole number of some Go type: <c>int</c> unless said otherwise.</summary>
internal class IntegerValue(long value, string typeName = "int") : TemplateValue
{
    /// <summary>The number.</summary>
    public long Value { get; } = value;

    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.Integer;

    /// <inheritdoc/>
    public sealed override string TypeName => typeName;

    /// <inheritdoc/>
    public sealed override bool IsTrue => Value != 0;
}
