using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Subqueries as they are, without a function around them.</summary>
internal sealed class SubquerySelectorSuite()
    : EngineQueriesSuite("promql/engine/subquery_selector.json", delayedNameRemoval: false)
{
    /// <inheritdoc/>
    protected override ScriptStore? Common(string note) => null;
}
