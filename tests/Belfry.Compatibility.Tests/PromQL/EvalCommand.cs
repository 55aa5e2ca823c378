namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Evaluates a query and says what must come of it.</summary>
internal sealed record EvalCommand : ScriptCommand
{
    public required string Expression { get; init; }

    public required long StartMs { get; init; }

    public required long EndMs { get; init; }

    /// <summary>Zero for an instant query.</summary>
    public long StepMs { get; init; }

    public int Line { get; init; }

    public List<SeriesDescription> Series { get; } = [];

    public List<(string Kind, Func<string, bool> Matches)> Expectations { get; } = [];

    public double? Scalar { get; set; }

    public string? Text { get; set; }

    /// <summary>The times of an expected range vector: start, end, step.</summary>
    public (long StartMs, long EndMs, long StepMs)? RangeVector { get; set; }

    public bool IsOrdered => Expectations.Any(expectation => expectation.Kind == "ordered");

    public bool MustFail => Expectations.Any(expectation => expectation.Kind == "fail");
}
