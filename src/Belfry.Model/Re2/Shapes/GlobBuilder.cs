using System.Text;
using Belfry.Model.Re2.Syntax;

namespace Belfry.Model.Re2.Shapes;

/// <summary>
/// Makes globs of a sequence of literals, small finite sets and <c>.*</c> or <c>.+</c>. Sets multiply: <c>(a|b).*</c>
/// is two globs.
/// </summary>
internal sealed class GlobBuilder
{
    private readonly List<string> literals = [];
    private readonly List<GlobShape.Gap> gaps = [];
    private bool isAtLiteral;

    private GlobBuilder(GlobShape.Gap first) => gaps.Add(first);

    private GlobBuilder(GlobBuilder other)
    {
        literals.AddRange(other.literals);
        gaps.AddRange(other.gaps);
        isAtLiteral = other.isAtLiteral;
    }

    /// <summary>
    /// Globs that together mean the same as <paramref name="node"/>; null when more are needed than allowed.
    /// </summary>
    internal static List<TextShape>? Build(Re2Node node, bool isWhole, int globsMax)
    {
        var edge = isWhole ? GlobShape.Gap.None : GlobShape.Gap.Any;
        var globs = new List<GlobBuilder> { new(edge) };
        var parts = node.Kind == Re2NodeKind.Concat ? node.Children : [node];
        for (var index = 0; index < parts.Length; index++)
        {
            var part = ShapeFinder.Strip(parts[index]);
            if (GapOf(part) is { } gap)
            {
                if (!globs.TrueForAll(glob => glob.TryAddGap(gap)))
                {
                    return null;
                }

                continue;
            }

            var values = ShapeFinder.Values(part, isWhole && index == 0, isWhole && index == parts.Length - 1);
            if (values is null || values.Count * globs.Count > globsMax)
            {
                return null;
            }

            globs = [.. globs.SelectMany(glob => values, (glob, value) => glob.With(value))];
        }

        if (!isWhole && !globs.TrueForAll(glob => glob.TryAddGap(GlobShape.Gap.Any)))
        {
            return null;
        }

        return globs.Count > globsMax ? null : [.. globs.Select(glob => glob.ToShape())];
    }

    private static GlobShape.Gap? GapOf(Re2Node node) =>
        node is { Kind: Re2NodeKind.Repeat, Min: 0 or 1, Max: Re2Node.Unbounded, Child: var child }
        && ShapeFinder.Strip(child) is { Kind: Re2NodeKind.Set, Set.IsAll: true }
            ? node.Min == 0 ? GlobShape.Gap.Any : GlobShape.Gap.NotEmpty
            : null;

    private GlobBuilder With(string value)
    {
        var next = new GlobBuilder(this);
        if (value.Length == 0)
        {
            return next;
        }

        if (next.isAtLiteral)
        {
            next.literals[^1] += value;
            return next;
        }

        next.literals.Add(value);
        next.gaps.Add(GlobShape.Gap.None);
        next.isAtLiteral = true;
        return next;
    }

    // Two gaps in a row are one; "at least two" is not told by looking at bytes.
    private bool TryAddGap(GlobShape.Gap gap)
    {
        if (gaps[^1] == GlobShape.Gap.NotEmpty && gap == GlobShape.Gap.NotEmpty)
        {
            return false;
        }

        gaps[^1] = gap > gaps[^1] ? gap : gaps[^1];
        isAtLiteral = false;
        return true;
    }

    private GlobShape ToShape() => new([.. literals.Select(Encoding.UTF8.GetBytes)], [.. gaps]);
}
