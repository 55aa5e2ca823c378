namespace Belfry.Configuration.Alertmanager;

/// <summary>Two numbers and all between them. Ends are inclusive unless the owner says otherwise.</summary>
/// <param name="Begin">The first.</param>
/// <param name="End">The last.</param>
public readonly record struct InclusiveRange(int Begin, int End);
