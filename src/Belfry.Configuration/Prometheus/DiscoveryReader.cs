using System.Text.RegularExpressions;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Shapes;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads where targets come from: lists, files, and the kinds that are checked but not done.</summary>
internal static partial class DiscoveryReader
{
    private const string TargetGroupType = "struct { Targets []string \"yaml:\\\"targets\\\"\"; "
        + "Labels model.LabelSet \"yaml:\\\"labels\\\"\" }";

    /// <summary>
    /// Reads <c>static_configs</c>. Addresses that are URLs are refused unless relabelling could repair them.
    /// </summary>
    internal static IReadOnlyList<TargetGroupConfig> ReadStatic(MappingReader owner, bool isRelabelled) =>
        owner.List("static_configs", "discovery.StaticConfig", node =>
        {
            if (!node.IsNull)
            {
                return ReadGroup(owner.Reading, node, areUrlsAllowed: isRelabelled);
            }

            owner.Reading.Error(
                node.Location, "empty or null section in static_configs", "write `targets`, or remove the dash");
            return null;
        });

    /// <summary>Reads <c>file_sd_configs</c>, paths resolved.</summary>
    internal static IReadOnlyList<FileSdConfig> ReadFiles(MappingReader owner) =>
        owner.List("file_sd_configs", "file.SDConfig", node =>
        {
            if (IsEmpty(owner.Reading, node, "file_sd_configs"))
            {
                return null;
            }

            var mapping = new MappingReader(owner.Reading, node, "file.plain", "file_sd_configs");
            var files = mapping.Texts("files");
            var interval = mapping.Duration("refresh_interval", TimeSpan.FromMinutes(5));
            mapping.Close();
            if (files.Count == 0)
            {
                mapping.Error("files", "file service discovery config must contain at least one path name");
            }

            foreach (var file in files.Where(file => !TargetFile().IsMatch(file)))
            {
                mapping.Error(
                    "files", $"path name {YamlScalars.Quote(file)} is not valid for file discovery",
                    "it ends in .json, .yml or .yaml, and only its last part may hold `*`");
            }

            return new FileSdConfig { Files = [.. files.Select(owner.Reading.Resolve)], RefreshInterval = interval };
        });

    /// <summary>Checks all other kinds, says of each present one if this version does not do it, and gives them as
    /// they were written.</summary>
    internal static IReadOnlyList<KeyValuePair<string, YamlNode>> CheckOthers(
        MappingReader owner, LoaderOptions options)
    {
        var others = new List<KeyValuePair<string, YamlNode>>();
        var shapes = new ShapeReader(owner.Reading, PrometheusShapes.Table);
        foreach (var kind in PrometheusShapes.DiscoveryKinds)
        {
            var key = $"{kind}_sd_configs";
            var place = owner.Take(key) is { } list ? list.Location : default;
            var entries = owner.List(key, $"[]*{kind}.SDConfig", node => node);
            foreach (var entry in entries.Where(entry => !IsEmpty(owner.Reading, entry, key)))
            {
                shapes.Check(entry, kind, key);
            }

            if (entries.Count > 0 && owner.Take(key) is { } written)
            {
                others.Add(new(key, written));
            }

            if (entries.Count > 0 && !options.DiscoveryKinds.Contains(kind))
            {
                owner.Reading.NotDone(place, key);
            }
        }

        if (owner.IsPresent("file_sd_configs") && !options.DiscoveryKinds.Contains("file"))
        {
            owner.Reading.NotDone(owner.PlaceOf("file_sd_configs"), "file_sd_configs");
        }

        return others;
    }

    internal static TargetGroupConfig ReadGroup(Reading reading, YamlNode node, bool areUrlsAllowed)
    {
        var mapping = new MappingReader(reading, node, TargetGroupType, "static_configs");
        var targets = mapping.Texts("targets");
        var labels = new LabelsBuilder();
        foreach (var label in mapping.NamedTexts("labels"))
        {
            if (!LabelRules.IsValidName(label.Name, NameValidationScheme.Utf8))
            {
                reading.Error(label.Location, $"{YamlScalars.Quote(label.Name)} is not a valid label name");
            }
            else if (!LabelRules.IsValidValue(label.Text))
            {
                reading.Error(label.Location, $"{YamlScalars.Quote(label.Text)} is not a valid label value");
            }
            else
            {
                labels.Set(label.Name, label.Text);
            }
        }

        mapping.Close();
        var items = mapping.Take("targets")?.Items ?? [];
        foreach (var item in items.Where(item => !areUrlsAllowed && item.Value.Contains('/', StringComparison.Ordinal)))
        {
            reading.Error(
                item.Location, $"{YamlScalars.Quote(item.Value)} is not a valid hostname",
                "write `host:port`; the scheme and the path are `scheme` and `metrics_path` of the job");
        }

        return new TargetGroupConfig { Targets = targets, Labels = labels.ToLabels(), Location = node.Location };
    }

    private static bool IsEmpty(Reading reading, YamlNode node, string key)
    {
        if (node.IsNull)
        {
            reading.Error(
                node.Location, $"empty or null section in {key}", "write the section's keys, or remove the dash");
        }

        return node.IsNull;
    }

    [GeneratedRegex(@"\A[^*]*(\*[^/]*)?\.(json|yml|yaml|JSON|YML|YAML)\z")]
    private static partial Regex TargetFile();
}
