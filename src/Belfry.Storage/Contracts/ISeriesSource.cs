using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>Where samples are read. Thread-safe.</summary>
public interface ISeriesSource
{
    /// <summary>When samples changed; null when nobody keeps count.</summary>
    IChangeRecord? Changes => null;

    /// <summary>
    /// A view of everything from <paramref name="from"/> through <paramref name="through"/>, both inclusive.
    /// </summary>
    ISeriesReader Open(TimestampMs from, TimestampMs through);
}
