namespace Belfry.Alerting.Templates.Prometheus;

/// <summary>What may stand in the templates of rules.</summary>
public static class RuleTemplates
{
    /// <summary>The names of the functions besides Go's own, sorted.</summary>
    public static IReadOnlyList<string> FunctionNames { get; } =
        [.. PrometheusFunctions.OwnNames.Order(StringComparer.Ordinal)];
}
