namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>A chunk that the head has written out.</summary>
/// <param name="File">The place of its file among those that are open.</param>
/// <param name="Offset">Where its frame starts, for messages.</param>
/// <param name="BytesOffset">Where its bytes start.</param>
/// <param name="LengthBytes">Their number.</param>
/// <param name="Encoding">How they are encoded.</param>
/// <param name="MinTimeMs">The time of its first sample.</param>
/// <param name="MaxTimeMs">The time of its last sample.</param>
internal readonly record struct HeadChunkPlace(
    int File, long Offset, long BytesOffset, int LengthBytes, byte Encoding, long MinTimeMs, long MaxTimeMs);
