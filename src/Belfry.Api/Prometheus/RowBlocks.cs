using System.IO.Pipelines;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Encodes the rows of a big answer in blocks, several at once on the thread pool, and writes the blocks in order.
/// Each is flushed before the next is taken, and only a few are encoded ahead of it: a client that reads slowly holds
/// those few, whatever the size of the answer. A small answer is not worth the tasks: see <see cref="IsWorthwhile"/>.
/// </summary>
internal static class RowBlocks
{
    /// <summary>About how long a block is; one with a longer row is as long as that row.</summary>
    internal const int BlockBytes = 128 * 1024;

    // A share of it for estimates that were too low; the pool has arrays of powers of two.
    private const int RentedBytes = 2 * BlockBytes;
    private const int ThreadsMax = 4;

    /// <summary>Blocks under way or waiting: one for each thread, and one to write meanwhile.</summary>
    internal static int AheadMax { get; } = Math.Min(Environment.ProcessorCount, ThreadsMax) + 1;

    /// <summary>True when the rows fill more than one block.</summary>
    internal static bool IsWorthwhile(JsonRows rows) => End(rows, 0) < rows.Count;

    /// <summary>
    /// Writes the rows with commas between them and returns when the last is flushed, or when the other end reads no
    /// more. A failure of a row is thrown; in any case nothing is under way any more on return.
    /// </summary>
    internal static async Task WriteAsync(
        PipeWriter destination, JsonRows rows, CancellationToken cancellationToken)
    {
        var ahead = new Queue<Task<PooledBlock>>(AheadMax);
        var next = 0;
        try
        {
            while (true)
            {
                while (ahead.Count < AheadMax && next < rows.Count)
                {
                    var from = next;
                    var end = next = End(rows, from);
                    ahead.Enqueue(Task.Run(() => Encode(rows, from, end, cancellationToken), cancellationToken));
                }

                if (!ahead.TryDequeue(out var encoding))
                {
                    return;
                }

                using var block = await encoding;
                var flushed = await destination.WriteAsync(block.Written, cancellationToken);
                if (flushed.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await GiveBackAsync(ahead);
        }
    }

    // The row behind the last of the block.
    private static int End(JsonRows rows, int from)
    {
        var bytes = 0L;
        var row = from;
        while (row < rows.Count && bytes < BlockBytes)
        {
            bytes += rows.EstimateBytes(row);
            row++;
        }

        return row;
    }

    private static PooledBlock Encode(JsonRows rows, int from, int end, CancellationToken cancellationToken)
    {
        var block = new PooledBlock(RentedBytes);
        try
        {
            for (var row = from; row < end; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.WriteNext(block, row);
            }
        }
        catch
        {
            block.Dispose();
            throw;
        }

        return block;
    }

    // Blocks that nobody wants any more; the first failure, if any, is already on its way up.
    private static async Task GiveBackAsync(Queue<Task<PooledBlock>> ahead)
    {
        foreach (var encoding in ahead)
        {
            await ((Task)encoding).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (encoding.IsCompletedSuccessfully)
            {
                (await encoding).Dispose();
            }
        }
    }
}
