using System.Buffers;

namespace Belfry.Api.Prometheus;

/// <summary>Names or values of labels, at most so many.</summary>
internal sealed class TextRows(IReadOnlyList<string> texts, int limit) : JsonRows
{
    /// <inheritdoc/>
    internal override int Count => Math.Min(texts.Count, limit);

    /// <inheritdoc/>
    internal override int EstimateBytes(int row) => texts[row].Length + 3;

    /// <inheritdoc/>
    internal override void WriteHead(IBufferWriter<byte> destination) => destination.Write("["u8);

    /// <inheritdoc/>
    internal override void WriteRow(IBufferWriter<byte> destination, int row) =>
        SampleJson.WriteText(destination, texts[row]);

    /// <inheritdoc/>
    internal override void WriteTail(IBufferWriter<byte> destination) => destination.Write("]"u8);
}
