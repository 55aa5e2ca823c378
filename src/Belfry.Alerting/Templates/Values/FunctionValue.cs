using Belfry.Alerting.Templates.Functions;

namespace Belfry.Alerting.Templates.Values;

/// <summary>A function as a value, for the built-in <c>call</c>.</summary>
internal sealed class FunctionValue(TemplateFunction function) : TemplateValue
{
    /// <summary>What is called.</summary>
    public TemplateFunction Function { get; } = function;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Function;

    /// <inheritdoc/>
    public override string TypeName => "func";

    /// <inheritdoc/>
    public override bool IsTrue => true;
}
