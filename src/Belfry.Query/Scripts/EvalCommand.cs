namespace Belfry.Query.Scripts;

/// <summary>Evaluates a query and says what must come of it. Times are milliseconds since the epoch.</summary>
internal sealed record EvalCommand : ScriptCommand
{
    internal required string Expression { get; init; }

    internal required long StartMs { get; init; }

    internal required long EndMs { get; init; }

    /// <summary>Zero for an instant query.</summary>
    internal long StepMs { get; init; }

    /// <summary>Where it is written, from one.</summary>
    internal int Line { get; init; }

    /// <summary>What the result has, one line a series.</summary>
    internal List<SeriesLine> Series { get; } = [];

    internal List<Expectation> Expectations { get; } = [];

    /// <summary>What the result is when it is a scalar.</summary>
    internal double? Scalar { get; set; }

    /// <summary>What the result is when it is a text.</summary>
    internal string? Text { get; set; }

    /// <summary>The times of an expected range vector.</summary>
    internal (long StartMs, long EndMs, long StepMs)? RangeVector { get; set; }

    internal bool IsInstant => StepMs == 0;

    internal bool Expects(ExpectationKind kind) => Expectations.Exists(expectation => expectation.Kind == kind);
}
