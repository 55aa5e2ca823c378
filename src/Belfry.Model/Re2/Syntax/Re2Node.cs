using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// A part of a parsed expression. Immutable. Its height is at most <see cref="HeightMax"/>, so walking it by recursion
/// is safe.
/// </summary>
internal sealed class Re2Node
{
    /// <summary>How deep an expression may nest, as in Go.</summary>
    internal const int HeightMax = 1000;

    /// <summary>How many matching steps an expression may compile to.</summary>
    internal const int SizeMax = 1_000_000;

    /// <summary>How often a part may be repeated by counts, all enclosing counts multiplied, as in Go.</summary>
    internal const int RepeatMax = 1000;

    /// <summary>Stands for "without end" in <see cref="Max"/>.</summary>
    internal const int Unbounded = -1;

    private Re2Node(Re2NodeKind kind, Re2Node[] children)
    {
        Kind = kind;
        Children = children;
        Height = 1;
        RepeatProduct = 1;
        Size = Math.Max(1, children.Length - 1);
        foreach (var child in children)
        {
            Height = Math.Max(Height, child.Height + 1);
            RepeatProduct = Math.Max(RepeatProduct, child.RepeatProduct);
            Size = Math.Min(SizeMax + 1, Size + child.Size);
        }
    }

    internal static Re2Node Empty { get; } = new(Re2NodeKind.Empty, []) { IsNullable = true };

    internal Re2NodeKind Kind { get; }

    internal Re2Node[] Children { get; }

    internal int[] Runes { get; private init; } = [];

    internal RuneSet Set { get; private init; } = RuneSet.All;

    internal Re2Assertions Assertion { get; private init; }

    internal int Group { get; private init; }

    internal int Min { get; private init; }

    internal int Max { get; private init; }

    internal bool IsGreedy { get; private init; }

    /// <summary>True when the empty text can match.</summary>
    internal bool IsNullable { get; private init; }

    internal int Height { get; }

    internal int Size { get; private init; }

    internal int RepeatProduct { get; private init; }

    internal Re2Node Child => Children[0];

    internal static Re2Node Literal(int[] runes) =>
        new(Re2NodeKind.Literal, []) { Runes = runes, Size = runes.Length };

    internal static Re2Node OneOf(RuneSet set) => new(Re2NodeKind.Set, []) { Set = set };

    internal static Re2Node Assert(Re2Assertions assertion) =>
        new(Re2NodeKind.Assertion, []) { Assertion = assertion, IsNullable = true };

    internal static Re2Node Capture(int group, Re2Node child) =>
        new(Re2NodeKind.Capture, [child]) { Group = group, IsNullable = child.IsNullable };

    internal static Re2Node Repeat(Re2Node child, int min, int max, bool isGreedy, bool isCounted)
    {
        var times = max == Unbounded ? min : max;
        var factor = isCounted ? Math.Max(times, 1L) : 1L;
        var copies = Math.Max(1L, max == Unbounded ? Math.Max(min, 1) : max);
        return new Re2Node(Re2NodeKind.Repeat, [child])
        {
            Min = min,
            Max = max,
            IsGreedy = isGreedy,
            IsNullable = min == 0 || child.IsNullable,
            Size = (int)Math.Min(SizeMax + 1, 2 + (copies * (child.Size + 1L))),
            RepeatProduct = isCounted && max == 0
                ? 0
                : (int)Math.Min(RepeatMax + 1, factor * Math.Max(child.RepeatProduct, 1)),
        };
    }

    /// <summary>The parts one after another; neighbouring literals become one, and one part stays itself.</summary>
    internal static Re2Node Concat(List<Re2Node> parts)
    {
        var joined = new List<Re2Node>(parts.Count);
        var index = 0;
        while (index < parts.Count)
        {
            var first = index;
            while (index < parts.Count && parts[index].Kind == Re2NodeKind.Literal)
            {
                index++;
            }

            if (index > first)
            {
                joined.Add(Literal([.. parts.Skip(first).Take(index - first).SelectMany(part => part.Runes)]));
                continue;
            }

            joined.Add(parts[index++]);
        }

        return joined.Count switch
        {
            0 => Empty,
            1 => joined[0],
            _ => new Re2Node(Re2NodeKind.Concat, [.. joined]) { IsNullable = joined.All(part => part.IsNullable) },
        };
    }

    internal static Re2Node Alternate(List<Re2Node> choices) => choices.Count == 1
        ? choices[0]
        : new Re2Node(Re2NodeKind.Alternate, [.. choices]) { IsNullable = choices.Any(choice => choice.IsNullable) };
}
