namespace Belfry.Query.Scripts;

/// <summary>What became of a script.</summary>
/// <param name="Passed">Evaluations that gave what the script expects.</param>
/// <param name="Total">Evaluations in the script; zero when it cannot be read.</param>
/// <param name="Failures">
/// What went wrong, in the order of the lines: one text for an evaluation that did not pass, and one for what ended the
/// script early, after which no evaluation passes.
/// </param>
public sealed record ScriptReport(int Passed, int Total, IReadOnlyList<string> Failures)
{
    /// <summary>Whether everything in the script was as it expects.</summary>
    public bool IsPassed => Failures.Count == 0;
}
