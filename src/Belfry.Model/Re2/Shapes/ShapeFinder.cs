using System.Text;
using Belfry.Model.Re2.Syntax;
using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Shapes;

/// <summary>
/// Looks whether an expression means something simple: a finite set of texts, or a few literals with anything between.
/// Groups and preferences do not matter here; case-insensitive letters are sets like others.
/// </summary>
internal static class ShapeFinder
{
    /// <summary>The most texts that choices, sets and sequences may multiply to.</summary>
    internal const int ProductMax = 256;

    // Plain alternations of literals are as many as the user wrote.
    private const int ChoicesMax = 100_000;

    private const int GlobsMax = 32;

    private static readonly List<string> OnlyEmpty = [""];

    /// <summary>
    /// The expression between its anchors: <paramref name="isWhole"/> is true when a match must be the whole text.
    /// </summary>
    internal static Re2Node Unanchored(Re2Node root, out bool isWhole)
    {
        var inner = root;
        isWhole = false;
        if (root.Kind == Re2NodeKind.Concat
            && root.Children[0] is { Kind: Re2NodeKind.Assertion, Assertion: Re2Assertions.BeginText }
            && root.Children[^1] is { Kind: Re2NodeKind.Assertion, Assertion: Re2Assertions.EndText })
        {
            isWhole = true;
            inner = Re2Node.Concat([.. root.Children[1..^1]]);
        }

        return inner;
    }

    /// <summary>
    /// Every text that matches as a whole, in order of preference and without repetition; null when they are too many
    /// or not told by looking.
    /// </summary>
    internal static List<string>? FiniteValues(Re2Node inner)
    {
        var values = Values(inner, atStart: true, atEnd: true);
        return values?.Count > 1 ? [.. values.Distinct(StringComparer.Ordinal)] : values;
    }

    /// <summary>A shape that holds the same texts; null when there is none.</summary>
    internal static TextShape? Find(Re2Node inner, bool isWhole)
    {
        if (isWhole && FiniteValues(inner) is { } values)
        {
            return new FiniteShape(values);
        }

        var choices = Strip(inner) is { Kind: Re2NodeKind.Alternate } alternate ? alternate.Children : [inner];
        var globs = new List<TextShape>();
        foreach (var choice in choices)
        {
            var found = GlobBuilder.Build(Strip(choice), isWhole, GlobsMax - globs.Count);
            if (found is null)
            {
                return null;
            }

            globs.AddRange(found);
        }

        return globs.Count == 1 ? globs[0] : new AnyOfShape([.. globs]);
    }

    /// <summary>The node without the groups around it.</summary>
    internal static Re2Node Strip(Re2Node node)
    {
        while (node.Kind == Re2NodeKind.Capture)
        {
            node = node.Child;
        }

        return node;
    }

    /// <summary>The texts of a part; anchors are passed over where the text's ends are.</summary>
    internal static List<string>? Values(Re2Node node, bool atStart, bool atEnd)
    {
        switch (node.Kind)
        {
            case Re2NodeKind.Empty:
                return OnlyEmpty;
            case Re2NodeKind.Literal:
                return Text(node.Runes) is { } text ? [text] : null;
            case Re2NodeKind.Set:
                return SetValues(node.Set);
            case Re2NodeKind.Assertion:
                return IsVoid(node, atStart, atEnd) ? OnlyEmpty : null;
            case Re2NodeKind.Capture:
                return Values(node.Child, atStart, atEnd);
            case Re2NodeKind.Concat:
                return Product(node.Children, atStart, atEnd);
            case Re2NodeKind.Alternate:
                return Union(node.Children, atStart, atEnd);
            default:
                return null;
        }
    }

    private static bool IsVoid(Re2Node node, bool atStart, bool atEnd) =>
        (node.Assertion == Re2Assertions.BeginText && atStart) || (node.Assertion == Re2Assertions.EndText && atEnd);

    private static List<string>? SetValues(RuneSet set)
    {
        if (set.Count > ProductMax)
        {
            return null;
        }

        var values = new List<string>();
        for (var range = 0; range < set.RangeCount; range++)
        {
            var (first, last) = set.Range(range);
            for (var rune = first; rune <= last; rune++)
            {
                if (Text([rune]) is not { } text)
                {
                    return null;
                }

                values.Add(text);
            }
        }

        return values;
    }

    private static List<string>? Union(Re2Node[] children, bool atStart, bool atEnd)
    {
        var values = new List<string>();
        foreach (var child in children)
        {
            if (Values(child, atStart, atEnd) is not { } more || values.Count + more.Count > ChoicesMax)
            {
                return null;
            }

            values.AddRange(more);
        }

        return values;
    }

    private static List<string>? Product(Re2Node[] children, bool atStart, bool atEnd)
    {
        var product = OnlyEmpty;
        for (var index = 0; index < children.Length; index++)
        {
            var isFirst = atStart && children.AsSpan(0, index).ToArray().All(IsAnchor);
            var isLast = atEnd && children.AsSpan(index + 1).ToArray().All(IsAnchor);
            if (Values(children[index], isFirst, isLast) is not { } more
                || ((long)product.Count * more.Count > ProductMax && product.Count > 1 && more.Count > 1))
            {
                return null;
            }

            product = [.. product.SelectMany(head => more, (head, tail) => head + tail)];
        }

        return product;
    }

    private static bool IsAnchor(Re2Node node) => node.Kind is Re2NodeKind.Assertion or Re2NodeKind.Empty;

    /// <summary>
    /// The text of these code points; null when it has none that bytes tell: a surrogate never occurs in a text, and
    /// U+FFFD is also what bytes that are not UTF-8 stand for.
    /// </summary>
    internal static string? Text(ReadOnlySpan<int> runes)
    {
        var text = new StringBuilder(runes.Length);
        foreach (var rune in runes)
        {
            if (!Rune.IsValid(rune) || rune == Rune.ReplacementChar.Value)
            {
                return null;
            }

            text.Append(new Rune(rune).ToString());
        }

        return text.ToString();
    }
}
