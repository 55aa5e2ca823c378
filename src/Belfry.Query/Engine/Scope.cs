namespace Belfry.Query.Engine;

/// <summary>Where in a query an expression is compiled.</summary>
/// <param name="Grid">Its evaluation times.</param>
/// <param name="Repetitions">How often each sample it uses counts in the statistics.</param>
internal readonly record struct Scope(StepGrid Grid, int Repetitions)
{
    /// <summary>
    /// The evaluation times it would have if the query computed all of its steps; only some of them are in
    /// <see cref="Grid"/> where an earlier answer has the others.
    /// </summary>
    internal required StepGrid Whole { get; init; }

    /// <summary>When it is evaluated, seen from a step of the query.</summary>
    internal StepReach Reach { get; init; }

    /// <summary>
    /// How often the samples under a subquery count: not at all under a function, which counts what it takes from the
    /// subquery instead.
    /// </summary>
    internal int SubqueryRepetitions { get; init; }

    /// <summary>The same for one evaluation that stands for all steps.</summary>
    internal Scope Once() =>
        this with { Grid = Grid.First, Whole = Whole.First, Repetitions = Repetitions * Grid.Count };
}
