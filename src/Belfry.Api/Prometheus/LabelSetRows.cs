using System.Buffers;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>The labels of series, at most so many.</summary>
internal sealed class LabelSetRows(IReadOnlyList<Labels> labelSets, int limit) : JsonRows
{
    /// <inheritdoc/>
    internal override int Count => Math.Min(labelSets.Count, limit);

    /// <inheritdoc/>
    internal override int EstimateBytes(int row) => (2 * labelSets[row].Canonical.Length) + 3;

    /// <inheritdoc/>
    internal override void WriteHead(IBufferWriter<byte> destination) => destination.Write("["u8);

    /// <inheritdoc/>
    internal override void WriteRow(IBufferWriter<byte> destination, int row) =>
        SampleJson.WriteLabels(destination, labelSets[row]);

    /// <inheritdoc/>
    internal override void WriteTail(IBufferWriter<byte> destination) => destination.Write("]"u8);
}
