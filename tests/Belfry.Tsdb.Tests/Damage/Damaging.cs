namespace Belfry.Tsdb.Tests.Damage;

/// <summary>What may happen to the bytes of a file while nobody looks.</summary>
internal enum Damaging
{
    /// <summary>One bit is another.</summary>
    FlippedBit,

    /// <summary>The end is gone.</summary>
    CutShort,

    /// <summary>A stretch is zeros.</summary>
    Zeros,
}
