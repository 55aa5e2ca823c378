using System.Globalization;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads <c>storage</c>.</summary>
internal static class StorageReader
{
    internal static StorageConfig Read(MappingReader mapping)
    {
        var tsdb = mapping.Section("tsdb", "config.plain");
        var window = tsdb.Duration("out_of_order_time_window");
        tsdb.Number("stale_series_compaction_threshold");
        ReadChunkEncoding(tsdb.Section("chunk_encoding", "config.ChunkEncodingConfig"));
        var retention = tsdb.Take("retention") is null
            ? null
            : ReadRetention(tsdb.Section("retention", "config.plain"));
        tsdb.Close();
        var config = new StorageConfig();

        var exemplars = mapping.Section("exemplars", "config.ExemplarsConfig");
        var exemplarsMax = exemplars.Integer(
            "max_exemplars", "int64", long.MinValue, long.MaxValue, config.ExemplarsMax);
        exemplars.Close();
        mapping.Close();
        return config with { OutOfOrderTimeWindow = window, Retention = retention, ExemplarsMax = exemplarsMax };
    }

    private static void ReadChunkEncoding(MappingReader mapping)
    {
        var floats = mapping.Text("floats");
        if (floats is not ("" or "xor" or "xor2"))
        {
            mapping.Error(
                "floats",
                "'storage.tsdb.chunk_encoding.floats' must be 'xor' or 'xor2', or the field must be omitted "
                + "entirely, got "
                + YamlScalars.Quote(floats));
        }

        if (floats.Length > 0)
        {
            mapping.Reading.NotDone(mapping.PlaceOf("floats"), "storage.tsdb.chunk_encoding");
        }

        mapping.Close();
    }

    private static RetentionConfig ReadRetention(MappingReader mapping)
    {
        var time = mapping.Duration("time");
        var size = mapping.Size("size");
        var percentage = mapping.Number("percentage");
        mapping.Close();
        if (size is { Bytes: < 0 })
        {
            mapping.Error("size", $"'storage.tsdb.retention.size' must be greater than or equal to 0, got {size}");
        }

        if (percentage is < 0 or > 100)
        {
            mapping.Error(
                "percentage",
                "'storage.tsdb.retention.percentage' must be in the range [0, 100], got "
                + percentage.ToString(CultureInfo.InvariantCulture));
        }

        return new RetentionConfig { Time = time, Size = size ?? default, Percentage = percentage };
    }
}
