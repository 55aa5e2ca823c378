using Belfry.Alerting.Templates.Execution;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// One call of a function: its arguments, checked against the parameters, and the execution it is part of.
/// </summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Execution">What a function may ask of the running execution.</param>
internal readonly record struct TemplateCall(
    IReadOnlyList<TemplateValue> Arguments, ITemplateExecution Execution)
{
    /// <summary>An argument.</summary>
    public TemplateValue this[int index] => Arguments[index];

    /// <summary>The number of arguments.</summary>
    public int Count => Arguments.Count;

    /// <summary>An argument whose parameter is <see cref="ParameterType.Text"/>.</summary>
    public string Text(int index) => ((TextValue)Arguments[index]).Value;
}
