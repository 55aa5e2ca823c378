namespace Belfry.Alerting.Templates.Values;

/// <summary>True or false.</summary>
internal sealed class BooleanValue : TemplateValue
{
    private BooleanValue(bool value) => Value = value;

    /// <summary>True.</summary>
    public static BooleanValue True { get; } = new(true);

    /// <summary>False.</summary>
    public static BooleanValue False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Boolean;

    /// <inheritdoc/>
    public override string TypeName => "bool";

    /// <inheritdoc/>
    public override bool IsTrue => Value;
}
