namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The script that runs with the removal of names at once, as production does.</summary>
internal sealed class EngineScriptSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/*.test";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ScriptSuite.Run(path, delayedNameRemoval: false);
}
