namespace Belfry.Alerting.Templates.Values;

/// <summary>
/// An unsigned whole number of some Go type: <c>uint</c> unless said otherwise, <c>uint8</c> for a byte.
/// </summary>
internal sealed class UnsignedValue(ulong value, string typeName = "uint") : TemplateValue
{
    /// <summary>The number.</summary>
    public ulong Value { get; } = value;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Unsigned;

    /// <inheritdoc/>
    public override string TypeName => typeName;

    /// <inheritdoc/>
    public override bool IsTrue => Value != 0;
}
