namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The scripts of the original's engine, one count for each <c>eval</c>.</summary>
internal sealed class ScriptSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/testdata/*.test";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => new ScriptRunner(delayedNameRemoval: true).Run(File.ReadAllText(path));
}
