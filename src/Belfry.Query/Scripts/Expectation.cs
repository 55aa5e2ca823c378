namespace Belfry.Query.Scripts;

/// <summary>What a script expects of the failure or of the remarks of a query.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Matches">Whether a text is as expected.</param>
internal sealed record Expectation(ExpectationKind Kind, Func<string, bool> Matches);
