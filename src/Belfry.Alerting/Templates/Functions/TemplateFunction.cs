using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// A function or bound method: its parameters, for the checks that Go makes before a call, and its body.
/// </summary>
/// <param name="Parameters">The types; for a variadic function the last one is of each further argument.</param>
/// <param name="IsVariadic">Whether the last parameter may be given any number of times, also never.</param>
/// <param name="Body">
/// Computes the value from arguments that satisfy the types. Throws <see cref="TemplateFailureException"/> for what Go
/// returns as an error.
/// </param>
internal sealed record TemplateFunction(
    IReadOnlyList<ParameterType> Parameters, bool IsVariadic, Func<TemplateCall, TemplateValue> Body)
{
    /// <summary>A function of exactly these parameters.</summary>
    public static TemplateFunction Of(Func<TemplateCall, TemplateValue> body, params ParameterType[] parameters) =>
        new(parameters, IsVariadic: false, body);

    /// <summary>A function whose last parameter may repeat.</summary>
    public static TemplateFunction Variadic(
        Func<TemplateCall, TemplateValue> body, params ParameterType[] parameters) =>
        new(parameters, IsVariadic: true, body);

    /// <summary>A method without parameters.</summary>
    public static TemplateFunction Method(Func<TemplateValue> body) => Of(_ => body());
}
