using Belfry.Query.Scripts;
using Belfry.Testing.Time;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The scripts of the original's engine, one count for each <c>eval</c>.</summary>
internal sealed class ScriptSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/testdata/*.test";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => Run(path, delayedNameRemoval: true);

    internal static SuiteResult Run(string path, bool delayedNameRemoval)
    {
        var report = PromQLScript.Run(
            File.ReadAllText(path), delayedNameRemoval, new ManualClock(), CancellationToken.None);
        return new SuiteResult(report.Passed, report.Total, report.Failures);
    }
}
