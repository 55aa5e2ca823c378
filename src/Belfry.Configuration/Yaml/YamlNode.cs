using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Yaml;

/// <summary>
/// One node of a YAML document with its place. An alias is the very node of its anchor, so a document may be a graph
/// without cycles; <see cref="ExpandedSize"/> says how large it is as a tree.
/// </summary>
internal sealed class YamlNode
{
    private const string CoreTagPrefix = "tag:yaml.org,2002:";

    internal required YamlNodeKind Kind { get; init; }

    internal required SourceLocation Location { get; init; }

    /// <summary>The explicit tag in its short form (<c>!!binary</c>); empty when there is none.</summary>
    internal string Tag { get; init; } = "";

    /// <summary>The text of a scalar.</summary>
    internal string Value { get; init; } = "";

    /// <summary>True for a scalar without quotes, whose text decides its type.</summary>
    internal bool IsPlain { get; init; }

    /// <summary>True for a scalar that starts below its indicator (<c>|</c> or <c>&gt;</c>).</summary>
    internal bool IsBlock { get; init; }

    /// <summary>The elements of a sequence.</summary>
    internal List<YamlNode> Items { get; } = [];

    /// <summary>The entries of a mapping, merge keys resolved.</summary>
    internal List<KeyValuePair<YamlNode, YamlNode>> Entries { get; } = [];

    /// <summary>The number of nodes of the tree that the aliases expand to.</summary>
    internal long ExpandedSize { get; set; } = 1;

    /// <summary>True for nothing, <c>~</c> and <c>null</c>.</summary>
    internal bool IsNull => Kind == YamlNodeKind.Scalar
        && (Tag == "!!null" || (IsPlain && Tag.Length == 0 && Value is "" or "~" or "null" or "Null" or "NULL"));

    /// <summary>Shortens a tag of the core schema; other tags stay.</summary>
    internal static string ShortTag(string tag) =>
        tag.StartsWith(CoreTagPrefix, StringComparison.Ordinal) ? "!!" + tag[CoreTagPrefix.Length..] : tag;
}
