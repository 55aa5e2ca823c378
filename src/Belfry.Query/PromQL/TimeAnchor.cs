namespace Belfry.Query.PromQL;

/// <summary>What the <c>@</c> modifier fixes the evaluation time to.</summary>
public enum TimeAnchor
{
    /// <summary>There is no modifier: the time of the step.</summary>
    None,

    /// <summary><c>@ 1234.5</c></summary>
    Timestamp,

    /// <summary><c>@ start()</c></summary>
    Start,

    /// <summary><c>@ end()</c></summary>
    End,
}
