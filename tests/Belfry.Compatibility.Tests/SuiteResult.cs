namespace Belfry.Compatibility.Tests;

/// <summary>What became of one file.</summary>
/// <param name="Passed">Cases that gave the expected answer.</param>
/// <param name="Total">Cases in the file.</param>
/// <param name="Failures">What went wrong, for the log: one text a case that did not pass.</param>
internal sealed record SuiteResult(int Passed, int Total, IReadOnlyList<string> Failures);
