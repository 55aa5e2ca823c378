namespace Belfry.Query.Engine;

/// <summary>Where in a query an expression is compiled.</summary>
/// <param name="Grid">Its evaluation times.</param>
/// <param name="Repetitions">How often each sample it uses counts in the statistics.</param>
internal readonly record struct Scope(StepGrid Grid, int Repetitions)
{
    /// <summary>
    /// How often the samples under a subquery count: not at all under a function, which counts what it takes from the
    /// subquery instead.
    /// </summary>
    internal int SubqueryRepetitions { get; init; }

    /// <summary>The same for one evaluation that stands for all steps.</summary>
    internal Scope Once() => new(Grid.First, Repetitions * Grid.Count) { SubqueryRepetitions = SubqueryRepetitions };
}
