namespace Belfry.Alerting.Templates.Values;

/// <summary>Nil, or nothing because a key was missing. The two instances are on <see cref="TemplateValue"/>.</summary>
internal sealed class NilValue(bool isMissing) : TemplateValue
{
    /// <summary>True for the value of a missing key.</summary>
    public bool IsMissing { get; } = isMissing;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Nil;

    /// <inheritdoc/>
    public override string TypeName => "<nil>";

    /// <inheritdoc/>
    public override bool IsTrue => false;
}
