namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Collects what could not be read: the first of it in full, the rest as a number. One thread.</summary>
internal sealed class DamageList
{
    // A file that is damaged throughout is not to fill the memory with complaints.
    private const int KeptMax = 1000;

    private readonly List<PrometheusDamage> kept = [];

    internal IReadOnlyList<PrometheusDamage> Kept => kept;

    internal long Count { get; private set; }

    internal void Add(string file, long offset, string reason)
    {
        Count++;
        if (kept.Count < KeptMax)
        {
            kept.Add(new PrometheusDamage(file, offset, reason));
        }
    }
}
