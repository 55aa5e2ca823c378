using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// One series of a selection. Lives as long as the reader it came from; any thread may read it, several at once.
/// </summary>
public interface ISelectedSeries
{
    /// <summary>Its labels.</summary>
    Labels Labels { get; }

    /// <summary>
    /// Appends its samples from <paramref name="from"/> through <paramref name="through"/> (both inclusive, clipped to
    /// the reader's range) to <paramref name="destination"/>, oldest first, each time once, stale markers included.
    /// Each chunk is decoded once per call, so ask once for the whole range of a query.
    /// </summary>
    /// <exception cref="StorageFailureException">A chunk is unreadable or damaged; nothing was invented.</exception>
    void Read(TimestampMs from, TimestampMs through, SampleColumns destination);

    /// <summary>
    /// Appends the last sample from <paramref name="from"/> through <paramref name="through"/>, and before it any
    /// number of others of that range: as many as it is easiest to read.
    /// </summary>
    /// <exception cref="StorageFailureException">As for <see cref="Read"/>.</exception>
    void ReadLast(TimestampMs from, TimestampMs through, SampleColumns destination) =>
        Read(from, through, destination);

    /// <summary>
    /// Appends its windows from <paramref name="from"/> through <paramref name="through"/>, oldest first: those of the
    /// tiers that its selection names, and a window for each sample where that is raw. The columns are those that the
    /// destination keeps.
    /// </summary>
    /// <exception cref="StorageFailureException">As for <see cref="Read"/>.</exception>
    void ReadWindows(TimestampMs from, TimestampMs through, WindowColumns destination)
    {
        using var samples = new SampleColumns();
        Read(from, through, samples);
        destination.AddSamples(samples);
    }
}
