using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Reuse;

/// <summary>
/// Evaluates range queries with the help of earlier answers: steps whose samples have not changed since are taken over,
/// the others are computed. An answer is the one that computing all steps would give, bit for bit
/// (docs/adr/0014-result-reuse.md). Thread-safe.
/// </summary>
internal sealed class ReusingEvaluator(ISeriesSource source, QueryEngineOptions options)
{
    private readonly ReuseMetrics metrics = new();
    private AnswerCache? cache;

    internal ReuseMetrics Metrics => metrics;

    /// <summary>The answer; says in the evaluation how many steps were not computed.</summary>
    internal QueryValue Evaluate(Expression expression, Evaluation evaluation)
    {
        // Names that go late go for whole series, so which ones stay depends on all steps.
        if (options.ReuseBytesMax <= 0 || evaluation.Grid.Count == 1 || evaluation.Profile is not null
            || options.DelayedNameRemoval || evaluation.WantsSteps || !evaluation.Request.Reuses
            || source.Changes is not { } changes)
        {
            return new QueryEvaluator(source, evaluation).Evaluate(expression);
        }

        var kept = cache ?? Interlocked.CompareExchange(ref cache, new(options.ReuseBytesMax, metrics), null) ?? cache;
        return new Round(source, changes, kept, expression, evaluation, metrics).Answer();
    }

    /// <summary>One query. One thread.</summary>
    private sealed class Round(
        ISeriesSource source,
        IChangeRecord changes,
        AnswerCache cache,
        Expression expression,
        Evaluation evaluation,
        ReuseMetrics metrics)
    {
        private readonly AnswerKey key = AnswerKey.Of(evaluation);

        // Before any view is opened: what changes meanwhile is then taken to have changed since.
        private readonly long version = changes.Version;

        internal QueryValue Answer()
        {
            if (cache.Find(key) is { } kept
                && UnchangedSteps.Find(changes, kept, evaluation.Grid) is { } run
                && Partly(kept, run) is { } answer)
            {
                metrics.Answered(evaluation.StepsReused, evaluation.Grid.Count);
                return answer;
            }

            evaluation.Restart();
            metrics.Answered(0, evaluation.Grid.Count);
            return Wholly();
        }

        private QueryValue Wholly()
        {
            evaluation.Steps = evaluation.Grid;
            evaluation.StepsReused = 0;
            var evaluator = new QueryEvaluator(source, evaluation);
            var value = evaluator.Evaluate(expression);
            if (value is MatrixValue matrix && MayKeep(evaluator.Dependence) && AnswerParts.HasEachOnce(matrix))
            {
                cache.Keep(key, new KeptAnswer(
                    evaluation.Grid, matrix, version, evaluator.Dependence, evaluation.Annotations.HasTold));
            }
            else
            {
                cache.Forget(key);
            }

            return value;
        }

        // Null when it cannot be said that this is what computing all steps would give.
        private MatrixValue? Partly(KeptAnswer kept, StepGrid run)
        {
            var wanted = evaluation.Grid;
            var reused = UnchangedSteps.Common(run, wanted);
            if (kept.IsFromTiers && reused.Count == wanted.Count)
            {
                // One step is computed, for the sake of the remarks.
                reused = reused with { Count = reused.Count - 1 };
                run = run with { Count = (int)((reused.EndMs - run.StartMs) / run.StepMs) + 1 };
            }

            var before = Steps(wanted.StartMs, reused.StartMs - wanted.StepMs);
            var behind = Steps(reused.EndMs + wanted.StepMs, wanted.EndMs);
            var old = AnswerParts.Slice(kept.Value, run);
            var parts = new List<MatrixValue>(3);
            try
            {
                evaluation.StepsReused = reused.Count;
                evaluation.Hold(AnswerParts.Slice(old, reused).Series.Sum(ResultSeries.Weight));
                Compute(before, parts);
                parts.Add(old);
                Compute(behind, parts);
            }
            catch (EvaluationException)
            {
                // All steps together say what is wrong with which of them.
                return null;
            }

            // What was computed first must still be so, or the answer is none of any one moment.
            var first = before.Count > 0 ? before : reused;
            var earlier = Steps(first.StartMs, reused.EndMs);
            if (!evaluation.IsLocal || !parts.TrueForAll(AnswerParts.HasEachOnce)
                || UnchangedSteps.AnyChanged(changes, kept.Dependence, reused, kept.Version)
                || UnchangedSteps.AnyChanged(changes, kept.Dependence, earlier, version))
            {
                return null;
            }

            var joined = parts.Count == 1 ? old : AnswerParts.Join(parts);
            Keep(kept, joined, before, run, behind);
            return AnswerParts.Slice(joined, wanted);
        }

        private void Compute(StepGrid steps, List<MatrixValue> parts)
        {
            if (steps.Count > 0)
            {
                evaluation.Steps = steps;
                parts.Add((MatrixValue)new QueryEvaluator(source, evaluation).Evaluate(expression));
            }
        }

        // A question for fewer steps does not cost another one its answer: as many are kept as were asked for at once.
        private void Keep(KeptAnswer kept, MatrixValue joined, StepGrid before, StepGrid run, StepGrid behind)
        {
            if (evaluation.Annotations.HasRemarks || (before.Count == 0 && behind.Count == 0))
            {
                return;
            }

            var startMs = before.Count > 0 ? before.StartMs : run.StartMs;
            var endMs = behind.Count > 0 ? behind.EndMs : run.EndMs;
            var spareMs = Steps(startMs, endMs).Count - Math.Max(kept.Steps.Count, evaluation.Grid.Count);
            if (spareMs > 0)
            {
                startMs = behind.Count > 0 ? startMs + (spareMs * run.StepMs) : startMs;
                endMs = behind.Count > 0 ? endMs : endMs - (spareMs * run.StepMs);
            }

            var steps = Steps(startMs, endMs);
            var isFromTiers = kept.IsFromTiers || evaluation.Annotations.HasTold;
            cache.Keep(key, new KeptAnswer(
                steps, AnswerParts.Slice(joined, steps), version, kept.Dependence, isFromTiers));
        }

        private bool MayKeep(StepDependence dependence) =>
            evaluation.IsLocal && !evaluation.Annotations.HasRemarks && !dependence.IsOnQuery;

        private StepGrid Steps(long startMs, long endMs)
        {
            var stepMs = evaluation.Grid.StepMs;
            return new StepGrid(startMs, stepMs, endMs < startMs ? 0 : (int)((endMs - startMs) / stepMs) + 1);
        }
    }
}
