using System.Buffers;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Data that holds an array of many rows, each of which is encoded by itself: by several threads at once when the rows
/// are many, see <see cref="RowBlocks"/>. What the rows are made of does not change.
/// </summary>
internal abstract class JsonRows
{
    /// <summary>The number of rows.</summary>
    internal abstract int Count { get; }

    /// <summary>About how many bytes a row takes: said without encoding it, and never zero.</summary>
    internal abstract int EstimateBytes(int row);

    /// <summary>Writes what is before the rows.</summary>
    internal abstract void WriteHead(IBufferWriter<byte> destination);

    /// <summary>Writes a row, without the comma between rows; by any thread.</summary>
    internal abstract void WriteRow(IBufferWriter<byte> destination, int row);

    /// <summary>Writes what is behind the rows.</summary>
    internal abstract void WriteTail(IBufferWriter<byte> destination);

    /// <summary>Writes everything.</summary>
    internal void Write(IBufferWriter<byte> destination)
    {
        WriteHead(destination);
        for (var row = 0; row < Count; row++)
        {
            WriteNext(destination, row);
        }

        WriteTail(destination);
    }

    /// <summary>Writes a row with the comma before it, which the first has not.</summary>
    internal void WriteNext(IBufferWriter<byte> destination, int row)
    {
        if (row > 0)
        {
            destination.Write(","u8);
        }

        WriteRow(destination, row);
    }
}
