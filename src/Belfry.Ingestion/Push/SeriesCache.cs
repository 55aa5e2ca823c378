namespace Belfry.Ingestion.Push;

/// <summary>
/// What labels of remote series, as senders write them, stand for which series: senders repeat the same bytes in every
/// request. Bounded: a full generation becomes the old one, whose entries move to the new one when they are met, and
/// what was not met for a whole generation is gone with it. Generations change at most once in
/// <see cref="GenerationAgeMin"/>: with more series than there is room for, the first ones stay known and the others
/// are
/// resolved each time, instead of each pushing out the other. Thread-safe.
/// </summary>
internal sealed class SeriesCache(TimeProvider clock, int pageCountMax = SeriesCache.PageCountMax)
{
    /// <summary>Pages of a generation: 32 MiB.</summary>
    internal const int PageCountMax = 512;

    internal static readonly TimeSpan GenerationAgeMin = TimeSpan.FromMinutes(1);

    private readonly Lock generationsLock = new();
    private SeriesCacheGeneration young = new(pageCountMax);
    private SeriesCacheGeneration? old;
    private long startedAt = clock.GetTimestamp();

    /// <summary>The generation before the current one.</summary>
    internal SeriesCacheGeneration? Old => Volatile.Read(ref old);

    internal long SizeBytes => Volatile.Read(ref young).SizeBytes + (Old?.SizeBytes ?? 0);

    /// <summary>The generation to look in and to add to; a new one when the last is full and old enough.</summary>
    internal SeriesCacheGeneration Current()
    {
        var current = Volatile.Read(ref young);
        return current.IsFull ? Renewed(current) : current;
    }

    private SeriesCacheGeneration Renewed(SeriesCacheGeneration full)
    {
        lock (generationsLock)
        {
            if (ReferenceEquals(young, full) && clock.GetElapsedTime(startedAt) >= GenerationAgeMin)
            {
                startedAt = clock.GetTimestamp();
                Volatile.Write(ref old, full);
                Volatile.Write(ref young, new SeriesCacheGeneration(pageCountMax));
            }

            return young;
        }
    }
}
