using System.Buffers;
using System.Runtime.ExceptionServices;
using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Engine;

/// <summary>
/// Computes all rows of an operator in blocks, on several threads when that pays, and hands them on one after the other
/// in the order of the rows. So whoever consumes them needs no locks, and the outcome does not depend on the threads.
/// </summary>
internal sealed class BlockPump
{
    // Below this many values a second thread costs more than it gains.
    private const long ParallelValuesMin = 1 << 13;

    private readonly VectorOperator source;
    private readonly Evaluation evaluation;
    private readonly RowConsumer consume;
    private readonly int blockRows;
    private readonly int blockCount;
    private readonly object turn = new();
    private int nextBlock = -1;
    private int nextTurn;
    private bool hasFailed;
    private int failedBlock = int.MaxValue;
    private Exception? failure;

    private BlockPump(VectorOperator source, Evaluation evaluation, RowConsumer consume)
    {
        this.source = source;
        this.evaluation = evaluation;
        this.consume = consume;
        var steps = Math.Max(1, source.Grid.Count);
        blockRows = Math.Clamp(evaluation.Options.BlockValuesMax / steps, 1, 1024);
        blockCount = (source.Rows.Count + blockRows - 1) / blockRows;
    }

    /// <summary>
    /// Calls <paramref name="consume"/> for every block in order. What is in a block is only lent.
    /// </summary>
    internal static void Run(VectorOperator source, Evaluation evaluation, RowConsumer consume) =>
        new BlockPump(source, evaluation, consume).Begin();

    // Whatever is inside is prepared by now, so it is known how many series there are.
    private void Begin()
    {
        evaluation.CountIfDue();
        Run();
    }

    private void Run()
    {
        var values = (long)source.Rows.Count * Math.Max(1, source.Grid.Count);
        var workers = values < ParallelValuesMin ? 1 : Math.Min(evaluation.Options.Parallelism, blockCount);
        if (workers <= 1)
        {
            Work();
            return;
        }

        try
        {
            Parallel.For(0, workers, _ => Work());
        }
        catch (AggregateException) when (failure is not null)
        {
            // The earliest block's failure is the query's: which thread met it first must not show.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void Work()
    {
        var buffer = ArrayPool<double>.Shared.Rent(blockRows * Math.Max(1, source.Grid.Count));
        using var workspace = new Workspace(evaluation);
        var histograms = new BlockHistograms(blockRows, source.Grid.Count, workspace);
        try
        {
            for (var block = Interlocked.Increment(ref nextBlock); block < blockCount;
                block = Interlocked.Increment(ref nextBlock))
            {
                if (!Advance(block, buffer, histograms, workspace))
                {
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
            histograms.Dispose();
        }
    }

    private bool Advance(int block, double[] buffer, BlockHistograms histograms, Workspace workspace)
    {
        var isDone = false;
        try
        {
            var first = block * blockRows;
            var count = Math.Min(blockRows, source.Rows.Count - first);
            var steps = source.Grid.Count;
            for (var row = 0; row < count; row++)
            {
                evaluation.Check();
                source.Fill(first + row, buffer.AsSpan(row * steps, steps), histograms.Next, workspace);
                histograms.Keep(row);
            }

            isDone = AwaitTurn(block);
            if (isDone)
            {
                consume(new RowBlock(first, count, steps, buffer.AsSpan(0, count * steps), histograms.Rows));
            }
        }
        catch (Exception thrown) when (Note(block, thrown))
        {
            throw;
        }
        finally
        {
            PassTurn(isDone);
            histograms.Release();
        }

        return isDone;
    }

    // A filter: it sees the exception and lets it pass.
    private bool Note(int block, Exception thrown)
    {
        lock (turn)
        {
            if (block < failedBlock)
            {
                (failedBlock, failure) = (block, thrown);
            }
        }

        return false;
    }

    private bool AwaitTurn(int block)
    {
        lock (turn)
        {
            while (nextTurn != block && !hasFailed)
            {
                Monitor.Wait(turn);
            }

            return !hasFailed;
        }
    }

    private void PassTurn(bool isDone)
    {
        lock (turn)
        {
            nextTurn++;
            hasFailed |= !isDone;
            Monitor.PulseAll(turn);
        }
    }
}
