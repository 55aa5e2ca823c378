using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Reading;

/// <summary>What one place (the head, a block) has of one series. Any thread may read, several at once.</summary>
internal abstract class SeriesPart
{
    /// <summary>
    /// Appends the samples from <paramref name="fromMs"/> through <paramref name="throughMs"/>, both inclusive, oldest
    /// first. The destination is empty, or everything in it is older.
    /// </summary>
    internal abstract void Read(long fromMs, long throughMs, SampleColumns destination);

    /// <summary>The last sample of a range, when it is a float and known without decoding; else false.</summary>
    internal virtual bool TryReadLast(long fromMs, long throughMs, out long timeMs, out double value)
    {
        (timeMs, value) = (0, 0);
        return false;
    }
}
