using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>Puts the metadata lines of an exposition together, family by family.</summary>
internal static class MetadataReading
{
    /// <summary>
    /// Calls <paramref name="add"/> once for each family of <paramref name="lines"/>, in order of appearance.
    /// </summary>
    internal static void Read(byte[] lines, ExpositionFormat format, Action<string, MetricMetadata> add)
    {
        var families = new OrderedDictionary<string, MetricMetadata>(StringComparer.Ordinal);
        if (format is ExpositionFormat.OpenMetrics or ExpositionFormat.Protobuf)
        {
            // What came as protobuf was checked by that format's rules, which let counters end in `_total`.
            var reader = new OpenMetricsReader(lines, areUnitsChecked: format == ExpositionFormat.OpenMetrics);
            Read(ref reader, families);
        }
        else
        {
            var reader = new TextExpositionReader(lines);
            Read(ref reader, families);
        }

        foreach (var (name, metadata) in families)
        {
            add(name, metadata);
        }
    }

    private static void Read<TReader>(
        scoped ref TReader reader, OrderedDictionary<string, MetricMetadata> families)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        while (true)
        {
            var entry = reader.Read();
            if (entry is ExpositionEntry.End or ExpositionEntry.Invalid)
            {
                return;
            }

            var name = TextEncoding.UTF8.GetString(reader.FamilyName);
            var known = families.GetValueOrDefault(name) ?? new MetricMetadata(MetricType.Unknown, "", "");
            families[name] = entry switch
            {
                ExpositionEntry.Type => known with { Type = reader.DeclaredType },
                ExpositionEntry.Help => known with { Help = reader.MetadataAsText() },
                ExpositionEntry.Unit => known with { Unit = reader.MetadataAsText() },
                _ => known,
            };
        }
    }
}
