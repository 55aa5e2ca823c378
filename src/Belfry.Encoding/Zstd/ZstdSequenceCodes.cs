namespace Belfry.Encoding.Zstd;

/// <summary>What the codes of sequences mean, and the codes that are used when none are given. RFC 8878, section
/// 3.1.1.3.2.</summary>
internal static class ZstdSequenceCodes
{
    internal const int LiteralLengthMax = 35;
    internal const int MatchLengthMax = 52;
    internal const int OffsetMax = 31;

    internal static ZstdStates LiteralLengths { get; } = Build(6,
    [
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
        -1, -1, -1, -1,
    ]);

    internal static ZstdStates MatchLengths { get; } = Build(6,
    [
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ]);

    internal static ZstdStates Offsets { get; } = Build(5,
    [
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
    ]);

    private static ReadOnlySpan<byte> LiteralBits =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12,
        13, 14, 15, 16,
    ];

    private static ReadOnlySpan<byte> MatchBits =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    private static ReadOnlySpan<int> LiteralBases =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256,
        512, 1024, 2048, 4096, 8192, 16384, 32768, 65536,
    ];

    private static ReadOnlySpan<int> MatchBases =>
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195,
        16387, 32771, 65539,
    ];

    internal static int LiteralLength(byte code, ref ZstdBackwardBits bits) =>
        LiteralBases[code] + (int)bits.Read(LiteralBits[code]);

    internal static int MatchLength(byte code, ref ZstdBackwardBits bits) =>
        MatchBases[code] + (int)bits.Read(MatchBits[code]);

    /// <summary>1 to 3 stand for offsets used before; others are the offset plus 3.</summary>
    internal static long Offset(byte code, ref ZstdBackwardBits bits) => (1L << code) + bits.Read(code);

    private static ZstdStates Build(int accuracy, ReadOnlySpan<short> shares)
    {
        ZstdStates.TryBuild(accuracy, shares, out var states);
        return states;
    }
}
