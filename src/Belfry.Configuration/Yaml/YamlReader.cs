using Belfry.Model.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Belfry.Configuration.Yaml;

/// <summary>
/// Turns YAML text into nodes with places. Aliases become references, merge keys (<c>&lt;&lt;</c>) are resolved with
/// own keys winning, and every limit of <see cref="YamlLimits"/> holds. Used once, by one thread.
/// </summary>
internal sealed class YamlReader
{
    private readonly string file;
    private readonly Dictionary<string, YamlNode> anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> openAnchors = new(StringComparer.Ordinal);
    private int nodes;

    private YamlReader(string file) => this.file = file;

    /// <summary>
    /// Reads all documents of <paramref name="text"/>; <paramref name="file"/> is its name in diagnostics.
    /// </summary>
    internal static YamlStream Read(string file, string text)
    {
        if (text.Length > YamlLimits.FileCharactersMax)
        {
            return Refused(new SourceLocation(file, 0, 0), "file is larger than 32 MiB");
        }

        try
        {
            return new YamlStream(new YamlReader(file).ReadDocuments(text), null);
        }
        catch (YamlRefusedException refusal)
        {
            return new YamlStream([], Diagnostic.Error(refusal.Location, refusal.Message, refusal.Hint));
        }
        catch (YamlException exception)
        {
            var place = YamlSyntax.Place(file, exception, text);
            return new YamlStream(
                [], Diagnostic.Error(place, YamlSyntax.Message(exception, text), YamlSyntax.Hint(exception, text)));
        }
    }

    private static YamlStream Refused(SourceLocation place, string message) =>
        new([], Diagnostic.Error(place, message));

    private List<YamlNode?> ReadDocuments(string text)
    {
        var parser = new Parser(new StringReader(text));
        var documents = new List<YamlNode?>();
        while (Advance(parser))
        {
            if (parser.Current is not DocumentStart start)
            {
                continue;
            }

            if (documents.Count == YamlLimits.DocumentsMax)
            {
                throw new YamlRefusedException(Place(start), "file holds more than 100 documents");
            }

            anchors.Clear();
            Advance(parser);
            documents.Add(ReadNode(parser, 1));
        }

        return documents;
    }

    // The library's scanner throws more than it says for some texts that are not YAML; the fuzz tests found these.
    private bool Advance(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            var end = parser.Current?.End ?? Mark.Empty;
            throw new YamlRefusedException(
                new SourceLocation(file, (int)end.Line, (int)end.Column), "did not find expected node content",
                "check the brackets and quotes from here on");
        }
    }

    private YamlNode ReadNode(Parser parser, int depth)
    {
        var current = parser.Current!;
        if (depth > YamlLimits.DepthMax)
        {
            throw new YamlRefusedException(Place(current), "nested deeper than 100 levels");
        }

        CountNodes(1, current);
        return current switch
        {
            AnchorAlias alias => Resolve(alias),
            Scalar scalar => Remember(scalar.Anchor, ReadScalar(scalar)),
            SequenceStart start => Remember(start.Anchor, ReadSequence(parser, start, depth)),
            MappingStart start => Remember(start.Anchor, ReadMapping(parser, start, depth)),
            _ => throw new YamlRefusedException(Place(current), "did not find expected node content"),
        };
    }

    private YamlNode ReadScalar(Scalar scalar) => new()
    {
        Kind = YamlNodeKind.Scalar,
        Location = Place(scalar),
        Tag = TagOf(scalar),
        Value = scalar.Value,
        IsPlain = scalar.Style == ScalarStyle.Plain,
        IsBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded,
    };

    private YamlNode ReadSequence(Parser parser, SequenceStart start, int depth)
    {
        var node = new YamlNode { Kind = YamlNodeKind.Sequence, Location = Place(start), Tag = TagOf(start) };
        Open(start.Anchor);
        while (Advance(parser) && parser.Current is not SequenceEnd)
        {
            var item = ReadNode(parser, depth + 1);
            node.Items.Add(item);
            Grow(node, item.ExpandedSize);
        }

        return node;
    }

    private YamlNode ReadMapping(Parser parser, MappingStart start, int depth)
    {
        var node = new YamlNode { Kind = YamlNodeKind.Mapping, Location = Place(start), Tag = TagOf(start) };
        Open(start.Anchor);
        var merges = new List<YamlNode>();
        while (Advance(parser) && parser.Current is not MappingEnd)
        {
            var key = ReadNode(parser, depth + 1);
            Advance(parser);
            var value = ReadNode(parser, depth + 1);
            if (key is { Kind: YamlNodeKind.Scalar, IsPlain: true, Value: "<<" })
            {
                merges.Add(value);
                continue;
            }

            node.Entries.Add(new(key, value));
            Grow(node, key.ExpandedSize + value.ExpandedSize);
        }

        foreach (var merge in merges)
        {
            Merge(node, merge);
        }

        return node;
    }

    private void Merge(YamlNode node, YamlNode source)
    {
        var own = node.Entries.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        var sources = source.Kind == YamlNodeKind.Sequence ? source.Items : [source];
        foreach (var mapping in sources)
        {
            if (mapping.Kind != YamlNodeKind.Mapping)
            {
                throw new YamlRefusedException(
                    source.Location, "map merge requires map or sequence of maps as the value");
            }

            foreach (var entry in mapping.Entries.Where(entry => own.Add(entry.Key.Value)))
            {
                node.Entries.Add(entry);
                Grow(node, entry.Key.ExpandedSize + entry.Value.ExpandedSize);
                CountNodes(1, null);
            }
        }
    }

    private static void Grow(YamlNode node, long size)
    {
        node.ExpandedSize += size;
        if (node.ExpandedSize > YamlLimits.NodesMax)
        {
            throw new YamlRefusedException(node.Location, "aliases expand to more than 1000000 nodes");
        }
    }

    private void CountNodes(int count, ParsingEvent? current)
    {
        nodes += count;
        if (nodes > YamlLimits.NodesMax)
        {
            var place = current is null ? new SourceLocation(file, 0, 0) : Place(current);
            throw new YamlRefusedException(place, "file holds more than 1000000 nodes");
        }
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        if (openAnchors.Contains(name))
        {
            throw new YamlRefusedException(Place(alias), $"anchor '{name}' value contains itself");
        }

        return anchors.TryGetValue(name, out var node)
            ? node
            : throw new YamlRefusedException(Place(alias), $"unknown anchor '{name}' referenced");
    }

    private void Open(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            openAnchors.Add(anchor.Value);
        }
    }

    private YamlNode Remember(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
        {
            openAnchors.Remove(anchor.Value);
            anchors[anchor.Value] = node;
        }

        return node;
    }

    private static string TagOf(NodeEvent node)
    {
        var tag = node.Tag.IsEmpty ? "" : node.Tag.Value;
        return YamlNode.ShortTag(tag);
    }

    private SourceLocation Place(ParsingEvent at) =>
        new(file, (int)at.Start.Line, (int)at.Start.Column);
}
