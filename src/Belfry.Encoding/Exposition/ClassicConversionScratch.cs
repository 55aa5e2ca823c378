using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// What <see cref="ClassicConversionReader{TReader}"/> reuses from scrape to scrape. Owned by one target's loop.
/// </summary>
public sealed class ClassicConversionScratch
{
    private byte[] family = [];
    private byte[] collected = [];
    private int collectedLengthBytes;

    internal LabelsBuilder Labels { get; } = new();

    internal LabelsBuilder ExemplarLabels { get; } = new();

    internal ClassicBucketCollector Buckets { get; } = new();

    internal SeriesTextBuffer Series { get; } = new();

    internal Queue<(Labels Labels, ExposedExemplar Exemplar)> Exemplars { get; } = new();

    /// <summary>The family whose type was declared last.</summary>
    internal ReadOnlySpan<byte> Family => family;

    /// <summary>The canonical labels of the histogram that is being collected.</summary>
    internal ReadOnlySpan<byte> Collected => collected.AsSpan(0, collectedLengthBytes);

    internal void SetFamily(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(family))
        {
            family = name.ToArray();
        }
    }

    internal void SetCollected(ReadOnlySpan<byte> canonical)
    {
        if (collected.Length < canonical.Length)
        {
            collected = new byte[2 * canonical.Length];
        }

        canonical.CopyTo(collected);
        collectedLengthBytes = canonical.Length;
    }
}
