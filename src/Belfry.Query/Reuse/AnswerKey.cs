using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Reuse;

/// <summary>
/// Everything that the value of a query at a step depends on, beside samples, the step's time, and the options of the
/// engine. The text is taken as it is written: dashboards repeat themselves to the letter, and remarks tell places in
/// it.
/// </summary>
/// <param name="Expression">The query.</param>
/// <param name="StepMs">The distance of steps.</param>
/// <param name="PhaseMs">Where they lie between multiples of it.</param>
/// <param name="LookbackMs">How long an instant selector looks back.</param>
/// <param name="Tier">Which tier is asked for.</param>
internal readonly record struct AnswerKey(
    string Expression, long StepMs, long PhaseMs, long LookbackMs, TierChoice Tier)
{
    internal static AnswerKey Of(Evaluation evaluation)
    {
        var grid = evaluation.Grid;
        var phaseMs = grid.StartMs % grid.StepMs;
        return new AnswerKey(
            evaluation.Request.Expression,
            grid.StepMs,
            phaseMs < 0 ? phaseMs + grid.StepMs : phaseMs,
            evaluation.LookbackMs,
            evaluation.Tier);
    }
}
