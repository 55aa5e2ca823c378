using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>One matcher against one value.</summary>
internal abstract class MatcherMatching : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("match").GetBoolean().ToString(),
        MatcherCells.Read(row.GetProperty("matcher")).Matches(row.GetProperty("value").Bytes()).ToString()));
}
