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
}
