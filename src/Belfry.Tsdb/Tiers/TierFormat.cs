using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tiers;

/// <summary>The constants of docs/formats/tiers.md.</summary>
internal static class TierFormat
{
    /// <summary>The encoding byte of a chunk of windows.</summary>
    internal const byte Encoding = 16;

    /// <summary>The most windows in one chunk.</summary>
    internal const int WindowsMax = 1024;

    /// <summary>Tier blocks are built in pieces of so many windows, aligned to the epoch.</summary>
    internal const int PieceWindows = 24;

    internal const int ColumnCount = (int)WindowColumn.Lost + 1;

    /// <summary>All values are one: it stands in the directory.</summary>
    internal const byte KindConstant = 0;

    /// <summary>The values are those of another column.</summary>
    internal const byte KindSame = 1;

    /// <summary>The values are in the column's own bytes.</summary>
    internal const byte KindOwn = 2;

    /// <summary>The values are told as differences from those of another column.</summary>
    internal const byte KindLinked = 3;

    /// <summary>
    /// The column that another one may be linked to: the first value to the last of the window before, the extremes to
    /// those at the ends of the same window. The column itself when there is none.
    /// </summary>
    internal static WindowColumn LinkOf(WindowColumn column) => column switch
    {
        WindowColumn.First or WindowColumn.Max => WindowColumn.Last,
        WindowColumn.Min => WindowColumn.First,
        _ => column,
    };

    /// <summary>
    /// The place of a column of floats among those that refer to others: each refers only to such before it, so that
    /// references end.
    /// </summary>
    internal static int Rank(WindowColumn column) => column switch
    {
        WindowColumn.Last => 0,
        WindowColumn.First => 1,
        WindowColumn.Max => 2,
        WindowColumn.Min => 3,
        WindowColumn.Sum => 4,
        _ => 5,
    };

    /// <summary>The end of the window that a time falls into.</summary>
    internal static long WindowEnd(long timeMs, long resolutionMs)
    {
        var start = Reading.BlockTimes.RangeStart(timeMs, resolutionMs);
        return start == timeMs || start > long.MaxValue - resolutionMs ? start : start + resolutionMs;
    }
}
