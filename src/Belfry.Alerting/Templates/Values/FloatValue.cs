namespace Belfry.Alerting.Templates.Values;

/// <summary>A <c>float64</c>.</summary>
internal sealed class FloatValue(double value) : TemplateValue
{
    /// <summary>The number.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Float;

    /// <inheritdoc/>
    public override string TypeName => "float64";

    /// <inheritdoc/>
    public override bool IsTrue => Value != 0;
}
