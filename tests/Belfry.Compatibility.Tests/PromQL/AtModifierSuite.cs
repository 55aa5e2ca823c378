using Belfry.Model;
using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>The modifier <c>@</c>, over data of which some cannot be written as a script.</summary>
internal sealed class AtModifierSuite() : EngineQueriesSuite("promql/engine/at_modifier.json", delayedNameRemoval: true)
{
    /// <inheritdoc/>
    protected override ScriptStore? Common(string note)
    {
        var start = note.IndexOf("load ", StringComparison.Ordinal);
        var end = note.IndexOf("\n\nplus", start, StringComparison.Ordinal);
        var store = EngineTable.Load(note[start..end]);
        var negative = Labels.From([("__name__", "metric_neg")]);
        for (var timeMs = -1_000_000L; timeMs <= 0; timeMs += 1000)
        {
            store.Append(negative, timeMs, ScriptValue.Of(timeMs == -1_000_000 ? 1000 : (-timeMs / 1000) + 1));
        }

        store.Append(Labels.From([("__name__", "metric_timestamp")]), 3_600_000, ScriptValue.Of(1000));
        return store;
    }
}
