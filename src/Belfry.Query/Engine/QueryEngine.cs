using Belfry.Model.Diagnostics;
using Belfry.Model.Metrics;
using Belfry.Query.PromQL;
using Belfry.Query.Reuse;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// Answers PromQL over a store. A range query is evaluated as a whole, series by series over all its steps, not step by
/// step (docs/adr/0005-query-engine.md). Thread-safe; at most <see cref="QueryEngineOptions.MaxConcurrency"/> queries
/// are
/// evaluated at a time, others wait within their timeout.
/// </summary>
public sealed class QueryEngine : IQueryEngine, IMetricSource, IDisposable
{
    private const int StepsMax = 10_000_000;

    private readonly ReusingEvaluator evaluator;
    private readonly QueriesUnderWay? underWay;
    private readonly QueryEngineOptions options;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim slots;
    private readonly EngineMetrics metrics;
    private readonly IReadOnlyList<IQueryWatcher> watchers;

    /// <summary>An engine over <paramref name="source"/>.</summary>
    public QueryEngine(ISeriesSource source, QueryEngineOptions options, TimeProvider time)
        : this(source, options, time, [])
    {
    }

    /// <summary>The same, with somebody to be told of queries.</summary>
    public QueryEngine(
        ISeriesSource source, QueryEngineOptions options, TimeProvider time, IReadOnlyList<IQueryWatcher> watchers)
    {
        this.watchers = watchers;
        evaluator = new ReusingEvaluator(source, options);
        underWay = options.ReuseBytesMax > 0 && source.Changes is { } changes ? new QueriesUnderWay(changes) : null;
        this.options = options;
        this.time = time;
        slots = new SemaphoreSlim(Math.Max(1, options.MaxConcurrency));
        metrics = new EngineMetrics(Math.Max(1, options.MaxConcurrency));
    }

    /// <inheritdoc/>
    public PromQLFeatures Features => options.Features;

    /// <inheritdoc/>
    public QueryResult Evaluate(QueryRequest request, CancellationToken cancellationToken) =>
        underWay is null || request.IsInstant || request.Explains || !request.Reuses
            ? Alone(request, cancellationToken)
            : Together(request, underWay, cancellationToken);

    private QueryResult Alone(QueryRequest request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        if (request.Statistics == StatisticsDetail.Estimates && watchers.Any(one => one.WantsStatistics))
        {
            request = request with { Statistics = StatisticsDetail.Exact };
        }

        if (!TryMakeGrid(request, out var grid, out var failure)
            || !TryParse(request, out var expression, out failure))
        {
            return new QueryResult { Failure = failure };
        }

        using var clock = new CancellationTokenSource(Timeout(request), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        using var evaluation = new Evaluation(options, request, grid, time, stop.Token);
        var result = Counted(expression!, evaluation, began, cancellationToken) with
        {
            Warnings = evaluation.Annotations.Render(warnings: true, request.Expression),
            Infos = evaluation.Annotations.Render(warnings: false, request.Expression),
            Statistics = evaluation.Samples() with
            {
                StepsReused = evaluation.StepsReused,
                Steps = grid.Count,
                Queued = evaluation.Queued,
                Preparation = evaluation.Preparation,
                Sorting = evaluation.Sorting,
                Elapsed = time.GetElapsedTime(began),
            },
            Plan = evaluation.Profile?.ToPlan(),
        };
        foreach (var watcher in watchers)
        {
            watcher.Ended(request, result);
        }

        return result;
    }

    /// <summary>
    /// The figures of Prometheus's engine, <c>prometheus_engine_*</c>, and <c>belfry_query_reuse_*</c>.
    /// </summary>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        metrics.WriteMetrics(writer);
        evaluator.Metrics.WriteMetrics(writer);
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    // Those who ask the same at the same moment.
    private QueryResult Together(QueryRequest request, QueriesUnderWay others, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var clock = new CancellationTokenSource(Timeout(request), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        QueryResult result;
        try
        {
            result = others.Answer(request, () => Alone(request, cancellationToken), stop.Token, out var isShared);
            if (!isShared)
            {
                return result;
            }
        }
        catch (OperationCanceledException)
        {
            result = Stopped(cancellationToken);
        }

        var waited = time.GetElapsedTime(began);
        var steps = result.Statistics.Steps;
        metrics.Began();
        metrics.Ended(waited, waited, 0);
        evaluator.Metrics.Answered(steps, steps);
        result = result with
        {
            Statistics = new QueryStatistics { StepsReused = steps, Steps = steps, Queued = waited, Elapsed = waited },
        };
        foreach (var watcher in watchers)
        {
            watcher.Ended(request, result);
        }

        return result;
    }

    private static QueryResult Stopped(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Failed(QueryFailureKind.Canceled, "query was canceled in query execution")
            : Failed(QueryFailureKind.Timeout, "query timed out in query execution");

    private static QueryResult Failed(QueryFailureKind kind, string message) =>
        new() { Failure = new QueryFailure(kind, message, []) };

    private static bool TryMakeGrid(QueryRequest request, out StepGrid grid, out QueryFailure? failure)
    {
        grid = new StepGrid(request.Start.Value, 1, 1);
        failure = null;
        if (request.IsInstant)
        {
            return true;
        }

        var step = Evaluation.Ms(request.Step);
        var span = request.End.Value - (Int128)request.Start.Value;
        var problem = step <= 0
            ? "zero or negative query resolution step widths are not accepted. Try a positive integer"
            : span < 0 ? "end timestamp must not be before start time"
            : span / step >= StepsMax ? "query has too many steps" : null;
        if (problem is not null)
        {
            failure = new QueryFailure(QueryFailureKind.BadData, problem, []);
            return false;
        }

        grid = new StepGrid(request.Start.Value, step, (int)(span / step) + 1);
        return true;
    }

    private bool TryParse(QueryRequest request, out Expression? expression, out QueryFailure? failure)
    {
        failure = null;
        if (!PromQLParser.TryParse(request.Expression, options.Features, out expression, out var diagnostics))
        {
            failure = new QueryFailure(QueryFailureKind.BadData, PromQLParser.Render(diagnostics), diagnostics);
            return false;
        }

        if (!request.IsInstant && expression.Type is not (ExpressionType.Scalar or ExpressionType.Vector))
        {
            var message = $"invalid expression type {Model.QuotedText.Quote(expression.Type.DocumentedName())} "
                + "for range query, must be Scalar or instant Vector";
            IReadOnlyList<Diagnostic> place = [Diagnostic.Error(new SourceLocation("query", 1, 1), message)];
            failure = new QueryFailure(QueryFailureKind.BadData, message, place);
            return false;
        }

        return true;
    }

    private TimeSpan Timeout(QueryRequest request) =>
        request.Timeout is { } asked && asked < options.Timeout ? asked : options.Timeout;

    private QueryResult Counted(
        Expression expression, Evaluation evaluation, long began, CancellationToken cancellationToken)
    {
        metrics.Began();
        try
        {
            return Guarded(expression, evaluation, cancellationToken);
        }
        finally
        {
            metrics.Ended(evaluation.Queued, time.GetElapsedTime(began), evaluation.SamplesUsed);
        }
    }

    private QueryResult Watched(Expression expression, Evaluation evaluation)
    {
        var turns = new List<IDisposable>();
        try
        {
            foreach (var watcher in watchers)
            {
                if (watcher.Began(evaluation.Request) is { } turn)
                {
                    turns.Add(turn);
                }
            }

            return new QueryResult { Value = evaluator.Evaluate(expression, evaluation) };
        }
        finally
        {
            turns.ForEach(turn => turn.Dispose());
        }
    }

    private QueryResult Guarded(
        Expression expression, Evaluation evaluation, CancellationToken cancellationToken)
    {
        var hasSlot = false;
        var began = time.GetTimestamp();
        try
        {
            slots.Wait(evaluation.Stop);
            hasSlot = true;
            evaluation.Queued = time.GetElapsedTime(began);
            return Watched(expression, evaluation);
        }
        catch (EvaluationException failed)
        {
            return Failed(failed.Kind, failed.Message);
        }
        catch (StorageFailureException broken)
        {
            return Failed(QueryFailureKind.Internal, broken.Message);
        }
        catch (OperationCanceledException)
        {
            return Stopped(cancellationToken);
        }
        finally
        {
            if (hasSlot)
            {
                slots.Release();
            }
        }
    }
}
