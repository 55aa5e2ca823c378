using System.Globalization;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// A named piece of template: its nodes, and the text they came from, for places in messages. Immutable.
/// </summary>
/// <param name="Name">The name that <c>template</c> calls it by.</param>
/// <param name="SourceName">The name of the text it is written in.</param>
/// <param name="SourceText">That text.</param>
/// <param name="Body">The nodes.</param>
internal sealed record TemplateDefinition(string Name, string SourceName, string SourceText, Node.Sequence Body)
{
    /// <summary>True when the body is nothing but space, so that it does not replace an earlier definition.</summary>
    public bool IsBlank => IsBlankNode(Body);

    /// <summary><c>name:line:column</c> of a node; the column counts UTF-8 bytes from 0, as Go's messages do.</summary>
    public string Place(Node node)
    {
        var before = SourceText.AsSpan(0, Math.Min(node.Offset, SourceText.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        var column = System.Text.Encoding.UTF8.GetByteCount(before[lineStart..]);
        return string.Create(CultureInfo.InvariantCulture, $"{SourceName}:{before.Count('\n') + 1}:{column}");
    }

    private static bool IsBlankNode(Node node) => node switch
    {
        Node.Sequence sequence => sequence.Nodes.All(IsBlankNode),
        Node.Text text => string.IsNullOrWhiteSpace(text.Value),
        _ => false,
    };
}
