using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Range selectors that look beyond their ranges.</summary>
internal sealed class ExtendedSelectorsSuite()
    : EngineQueriesSuite("promql/engine/extended_range_selectors.json", delayedNameRemoval: false)
{
    /// <inheritdoc/>
    protected override ScriptStore? Common(string note) =>
        EngineTable.Load(note[note.IndexOf("load", StringComparison.Ordinal)..]);
}
