using Belfry.Configuration.Binding;
using Belfry.Configuration.Shapes;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>
/// Checks the sections of <c>prometheus.yml</c> that this version does not do, as strictly as the originals, and warns
/// of each that is there.
/// </summary>
internal sealed class UnbuiltReader(Reading reading, NameValidationScheme scheme)
{
    private static readonly string[] Sections = ["runtime", "tracing", "remote_write", "remote_read", "otlp"];

    private readonly ShapeReader shapes = new(reading, PrometheusShapes.Table);

    /// <summary>Checks all of them, and gives those that are there.</summary>
    internal IReadOnlyList<KeyValuePair<string, YamlNode>> Check(MappingReader mapping)
    {
        CheckRemotes(mapping, "remote_write", "empty or null remote write config section", "remote write");
        CheckRemotes(mapping, "remote_read", "empty or null remote read config section", "remote read");
        foreach (var section in new[] { "tracing", "otlp", "runtime" })
        {
            if (mapping.Take(section) is { } node)
            {
                shapes.Check(node, section, section);
                reading.NotDone(node.Location, section);
            }
        }

        CheckOtlpNames(mapping);
        return
        [
            .. Sections.Where(section => mapping.Take(section) is not null)
                .Select(section => KeyValuePair.Create(section, mapping.Take(section)!)),
        ];
    }

    private void CheckRemotes(MappingReader mapping, string key, string emptyMessage, string what)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = mapping.List(key, $"[]*config.{key}", node => node);
        foreach (var entry in entries)
        {
            if (entry.IsNull)
            {
                reading.Error(entry.Location, emptyMessage, "write `url`, or remove the dash");
                continue;
            }

            shapes.Check(entry, key, key);
            var remote = new MappingReader(new Reading(reading.File), entry, key, key);
            if (key == "remote_write")
            {
                RelabelReader.ReadList(
                    new MappingReader(reading, Only(entry, "write_relabel_configs"), "config.plain", key),
                    "write_relabel_configs", "empty or null relabeling rule in remote write config", scheme);
            }

            var name = remote.Text("name");
            if (name.Length > 0 && !names.Add(name))
            {
                reading.Error(
                    remote.PlaceOf("name"), $"found multiple {what} configs with job name {YamlScalars.Quote(name)}");
            }
        }

        if (entries.Count > 0)
        {
            reading.NotDone(mapping.PlaceOf(key), key);
        }
    }

    // A mapping of one key, so that reading it again reports nothing about the others.
    private static YamlNode Only(YamlNode node, string key)
    {
        var only = new YamlNode { Kind = YamlNodeKind.Mapping, Location = node.Location };
        only.Entries.AddRange(node.Entries.Where(entry => entry.Key.Value == key).Take(1));
        return only;
    }

    private void CheckOtlpNames(MappingReader mapping)
    {
        if (mapping.Take("otlp") is not { } node)
        {
            return;
        }

        var otlp = new MappingReader(new Reading(reading.File), node, "config.plain", "otlp");
        var strategy = otlp.Text("translation_strategy");
        if (scheme == NameValidationScheme.Legacy && strategy is "NoTranslation" or "NoUTF8EscapingWithSuffixes")
        {
            reading.Error(
                otlp.PlaceOf("translation_strategy"),
                $"OTLP translation strategy {YamlScalars.Quote(strategy)} is not allowed when UTF8 is disabled");
        }
    }
}
