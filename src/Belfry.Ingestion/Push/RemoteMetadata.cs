using System.Diagnostics.CodeAnalysis;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Contracts;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Push;

/// <summary>
/// What remote senders said last about their metrics: type, help, unit, one entry a family. Bounded: when a new family
/// has no room, the one that was not heard of for longest goes and is counted. In memory only; senders repeat metadata
/// each minute. Thread-safe; the lock is held for memory operations only.
/// </summary>
public sealed class RemoteMetadata
{
    /// <summary>The most families.</summary>
    public const int FamilyCountMax = 50_000;

    /// <summary>Longer names, helps and units are cut or, for names, left out.</summary>
    public const int TextLengthBytesMax = 4 << 10;

    private readonly Lock entriesLock = new();
    private readonly Dictionary<byte[], LinkedListNode<Entry>> entries;
    private readonly Dictionary<byte[], LinkedListNode<Entry>>.AlternateLookup<ReadOnlySpan<byte>> lookup;
    private readonly LinkedList<Entry> byAge = new();
    private readonly int familyCountMax;
    private readonly Counter evicted;
    private readonly Gauge families;

    /// <summary>An empty table that counts in <paramref name="registry"/>.</summary>
    public RemoteMetadata(MetricRegistry registry)
        : this(registry, FamilyCountMax)
    {
    }

    internal RemoteMetadata(MetricRegistry registry, int familyCountMax)
    {
        this.familyCountMax = familyCountMax;
        entries = new(NameComparer.Instance);
        lookup = entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        families = registry.Gauge(
            "belfry_remote_write_metadata_families", "Metric families whose metadata came by remote write.").With();
        evicted = registry.Counter(
            "belfry_remote_write_metadata_evicted_total",
            "Metric families whose metadata was dropped to make room for another's.").With();
    }

    /// <summary>Takes what was said about a family; an unnamed one is passed over.</summary>
    public void Set(ReadOnlySpan<byte> family, MetricType type, ReadOnlySpan<byte> help, ReadOnlySpan<byte> unit)
    {
        if (family.IsEmpty || family.Length > TextLengthBytesMax)
        {
            return;
        }

        help = help[..Math.Min(help.Length, TextLengthBytesMax)];
        unit = unit[..Math.Min(unit.Length, TextLengthBytesMax)];
        lock (entriesLock)
        {
            if (lookup.TryGetValue(family, out var known))
            {
                byAge.Remove(known);
                byAge.AddLast(known);
                if (!known.Value.Says(type, help, unit))
                {
                    known.Value = new Entry(known.Value.Family, type, help.ToArray(), unit.ToArray());
                }

                return;
            }

            MakeRoom();
            var entry = new Entry(family.ToArray(), type, help.ToArray(), unit.ToArray());
            entries.Add(entry.Family, byAge.AddLast(entry));
            families.Set(entries.Count);
        }
    }

    /// <summary>
    /// All families with what is said about them, or only the one named <paramref name="metric"/>; in no order.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, MetricMetadata>> Snapshot(string? metric = null)
    {
        lock (entriesLock)
        {
            if (metric is null)
            {
                return [.. byAge.Select(entry => entry.ToPair())];
            }

            return entries.TryGetValue(TextEncoding.UTF8.GetBytes(metric), out var node)
                ? [node.Value.ToPair()]
                : [];
        }
    }

    /// <summary>The family of a series of this name and type: without a histogram's or summary's ending.</summary>
    internal static ReadOnlySpan<byte> FamilyOf(ReadOnlySpan<byte> name, MetricType type)
    {
        if (type is not (MetricType.Histogram or MetricType.GaugeHistogram or MetricType.Summary))
        {
            return name;
        }

        _ = ClassicSeriesName.Split(name, out var family);
        return family;
    }

    private void MakeRoom()
    {
        while (entries.Count >= familyCountMax && byAge.First is { } oldest)
        {
            entries.Remove(oldest.Value.Family);
            byAge.Remove(oldest);
            evicted.Increment();
        }
    }

    private readonly record struct Entry(byte[] Family, MetricType Type, byte[] Help, byte[] Unit)
    {
        internal bool Says(MetricType type, ReadOnlySpan<byte> help, ReadOnlySpan<byte> unit) =>
            Type == type && help.SequenceEqual(Help) && unit.SequenceEqual(Unit);

        internal KeyValuePair<string, MetricMetadata> ToPair() => new(
            TextEncoding.UTF8.GetString(Family),
            new MetricMetadata(Type, TextEncoding.UTF8.GetString(Help), TextEncoding.UTF8.GetString(Unit)));
    }

    private sealed class NameComparer : IEqualityComparer<byte[]>,
        IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        internal static NameComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => XxHash64.Hash(alternate).GetHashCode();

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
