using System.Buffers;
using System.IO.Pipelines;
using Belfry.Api.Prometheus;
using Xunit;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Api.Tests.Prometheus;

public sealed class RowBlocksTests
{
    private const int RowBytes = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Rows_of_one_block_are_not_worth_it()
    {
        Assert.False(RowBlocks.IsWorthwhile(new NumberedRows(0)));
        Assert.False(RowBlocks.IsWorthwhile(new NumberedRows(RowBlocks.BlockBytes / RowBytes)));
        Assert.True(RowBlocks.IsWorthwhile(new NumberedRows((RowBlocks.BlockBytes / RowBytes) + 2)));
    }

    [Fact]
    public async Task Rows_are_written_in_order_with_commas_between_them()
    {
        var rows = new NumberedRows(1000);
        var expected = new ArrayBufferWriter<byte>();
        rows.Write(expected);
        var received = new MemoryStream();
        var destination = PipeWriter.Create(received);

        rows.WriteHead(destination);
        await RowBlocks.WriteAsync(destination, rows, Cancellation);
        rows.WriteTail(destination);
        await destination.FlushAsync(Cancellation);

        Assert.Equal(
            TextEncoding.ASCII.GetString(expected.WrittenSpan), TextEncoding.ASCII.GetString(received.ToArray()));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_a_few_blocks_and_leaves_nothing_behind_when_it_goes()
    {
        var rows = new NumberedRows(100_000);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var writing = RowBlocks.WriteAsync(pipe.Writer, rows, gone.Token);
        var read = await pipe.Reader.ReadAsync(Cancellation);
        await rows.Quiet(Cancellation);
        Assert.False(writing.IsCompleted);
        var blockRows = (RowBlocks.BlockBytes / RowBytes) + 1;
        Assert.InRange(rows.Written, 1, (RowBlocks.AheadMax + 1) * blockRows);

        // One block further when one is read.
        pipe.Reader.AdvanceTo(read.Buffer.End);
        read = await pipe.Reader.ReadAsync(Cancellation);
        Assert.False(read.Buffer.IsEmpty);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.InRange(rows.Written, 1, (RowBlocks.AheadMax + 2) * blockRows);
        Assert.Equal(0, rows.UnderWay);
    }

    [Fact]
    public async Task A_client_that_has_gone_ends_the_writing()
    {
        var rows = new NumberedRows(100_000);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await RowBlocks.WriteAsync(pipe.Writer, rows, Cancellation);

        Assert.InRange(rows.Written, 1, 10_000);
        Assert.Equal(0, rows.UnderWay);
    }

    [Fact]
    public async Task The_failure_of_a_row_is_thrown_when_nothing_is_under_way_any_more()
    {
        var rows = new NumberedRows(100_000) { Broken = 30 };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => RowBlocks.WriteAsync(PipeWriter.Create(Stream.Null), rows, Cancellation));

        Assert.Equal("row 30", failure.Message);
        Assert.Equal(0, rows.UnderWay);
    }

    /// <summary>Row <c>n</c> is its number and zeros; counted by any thread.</summary>
    private sealed class NumberedRows(int count) : JsonRows
    {
        private int written;
        private int underWay;

        internal override int Count => count;

        internal int Broken { get; init; } = -1;

        internal int Written => Volatile.Read(ref written);

        internal int UnderWay => Volatile.Read(ref underWay);

        internal override int EstimateBytes(int row) => RowBytes;

        internal override void WriteHead(IBufferWriter<byte> destination) => destination.Write("["u8);

        internal override void WriteTail(IBufferWriter<byte> destination) => destination.Write("]"u8);

        internal override void WriteRow(IBufferWriter<byte> destination, int row)
        {
            Interlocked.Increment(ref underWay);
            try
            {
                if (row == Broken)
                {
                    throw new InvalidOperationException($"row {row}");
                }

                // Some rows are far longer than they were thought to be.
                var length = row % 50 == 7 ? 40 * RowBytes : RowBytes;
                destination.Write(TextEncoding.ASCII.GetBytes($"{row}".PadRight(length, '0')));
                Interlocked.Increment(ref written);
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        }

        /// <summary>Waits until a while passes in which no row is written.</summary>
        internal async Task Quiet(CancellationToken cancellationToken)
        {
            for (var before = -1; before != Written;)
            {
                before = Written;
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
