using Belfry.Configuration.Yaml;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Binding;

/// <summary>
/// Reads one mapping key by key. What is asked for is what is known: <see cref="Close"/> reports all other keys. Null
/// values count as absent, as in the originals. Every reader returns a usable default after reporting what is wrong.
/// </summary>
internal sealed class MappingReader
{
    private readonly string goType;
    private readonly string place;
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly List<YamlNode> keys = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <param name="reading">The file.</param>
    /// <param name="node">The mapping; null or a null node is an empty one.</param>
    /// <param name="goType">The originals' type, which their messages name.</param>
    /// <param name="place">The key of the section, for hints.</param>
    internal MappingReader(Reading reading, YamlNode? node, string goType, string place)
    {
        Reading = reading;
        Node = node;
        Location = node?.Location ?? new SourceLocation(reading.File, 0, 0);
        this.goType = goType;
        this.place = place;
        if (node is null || node.IsNull)
        {
            return;
        }

        if (node.Kind != YamlNodeKind.Mapping)
        {
            ValueReader.Mismatch(reading, node, goType);
            return;
        }

        foreach (var (key, value) in node.Entries)
        {
            var name = ValueReader.Text(reading, key) ?? "";
            if (values.TryAdd(name, value))
            {
                keys.Add(key);
            }
            else
            {
                reading.Error(
                    key.Location, $"field {name} already set in type {goType}", "merge the two, or remove one");
            }
        }
    }

    internal Reading Reading { get; }

    internal YamlNode? Node { get; }

    /// <summary>Where the mapping starts.</summary>
    internal SourceLocation Location { get; }

    /// <summary>The value, or null when the key is absent or null. Makes the key known.</summary>
    internal YamlNode? Take(string key)
    {
        known.Add(key);
        return values.TryGetValue(key, out var node) && !node.IsNull ? node : null;
    }

    /// <summary>True when the key is there, even without a value.</summary>
    internal bool IsPresent(string key)
    {
        known.Add(key);
        return values.ContainsKey(key);
    }

    /// <summary>Where the key's value is; where the mapping is when there is none.</summary>
    internal SourceLocation PlaceOf(string key) => values.TryGetValue(key, out var node) ? node.Location : Location;

    internal string Text(string key, string absent = "")
    {
        if (IsPresent(key) && values[key].IsNull)
        {
            return "";
        }

        return Take(key) is { } node ? ValueReader.Text(Reading, node) ?? "" : absent;
    }

    internal string? TextOrNull(string key) => Take(key) is { } node ? ValueReader.Text(Reading, node) : null;

    internal string FilePath(string key) => Reading.Resolve(Text(key));

    internal Secret? Secret(string key) =>
        TextOrNull(key) is { Length: > 0 } text ? new Secret(text) : null;

    internal bool Flag(string key, bool absent = false) =>
        Take(key) is { } node ? ValueReader.Flag(Reading, node) ?? absent : absent;

    internal bool? FlagOrNull(string key) => Take(key) is { } node ? ValueReader.Flag(Reading, node) : null;

    internal TimeSpan Duration(string key, TimeSpan absent = default) => DurationOrNull(key) ?? absent;

    internal TimeSpan? DurationOrNull(string key) =>
        Take(key) is { } node ? ValueReader.Duration(Reading, node) : null;

    internal ByteSize? Size(string key) => Take(key) is { } node ? ValueReader.Size(Reading, node) : null;

    internal long Integer(string key, string type, long min, long max, long absent = 0) =>
        Take(key) is { } node ? ValueReader.Integer(Reading, node, type, min, max) ?? absent : absent;

    internal uint Count(string key) => (uint)Integer(key, "uint", 0, uint.MaxValue);

    internal double Number(string key, double absent = 0) =>
        Take(key) is { } node ? ValueReader.Number(Reading, node) ?? absent : absent;

    /// <summary>An absolute URL as the originals read it, or null.</summary>
    internal Uri? Url(string key) => Take(key) is { } node ? ValueReader.Url(Reading, node) : null;

    internal IReadOnlyList<string> Texts(string key) => TextsOrNull(key) ?? [];

    internal IReadOnlyList<string>? TextsOrNull(string key) => ListOrNull(
        key, "[]string", node => node.IsNull ? "" : ValueReader.Text(Reading, node));

    /// <summary>Names with texts, in the file's order; repeated names are errors.</summary>
    internal IReadOnlyList<NamedText> NamedTexts(string key) =>
        Take(key) is { } node ? ValueReader.NamedTexts(Reading, node) : [];

    /// <summary>A list; elements that cannot be read are left out. Null elements are passed on.</summary>
    internal IReadOnlyList<T> List<T>(string key, string type, Func<YamlNode, T?> read)
        where T : class => ListOrNull(key, type, read) ?? [];

    internal IReadOnlyList<T>? ListOrNull<T>(string key, string type, Func<YamlNode, T?> read)
        where T : class
    {
        if (Take(key) is not { } node)
        {
            return null;
        }

        if (node.Kind != YamlNodeKind.Sequence)
        {
            ValueReader.Mismatch(Reading, node, type);
            return [];
        }

        return [.. node.Items.Select(read).OfType<T>()];
    }

    /// <summary>A section below this one; an empty one when the key is absent or null.</summary>
    internal MappingReader Section(string key, string type) => new(Reading, Take(key), type, key);

    internal void Error(string key, string message, string hint = "") => Reading.Error(PlaceOf(key), message, hint);

    /// <summary>Reports every key that nobody asked for.</summary>
    internal void Close()
    {
        foreach (var key in keys)
        {
            var name = YamlScalars.IsWellFormed(key.Value) ? key.Value : "";
            if (!known.Contains(name) && !Reading.IsFull)
            {
                Reading.Error(
                    key.Location, $"field {name} not found in type {goType}", KeyPlaces.Hint(place, name, known));
            }
        }
    }
}
