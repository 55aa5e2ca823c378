using System.Buffers;
using System.Text;
using Belfry.Model.Re2.Syntax;
using Belfry.Model.Re2.Unicode;

namespace Belfry.Model.Re2.Automata;

/// <summary>
/// Code points in classes, so that no set and no assertion of a program tells two members of a class apart. Classes
/// are numbered from 0; the end of the text is one more, <see cref="End"/>. Immutable.
/// </summary>
internal sealed class Alphabet
{
    private readonly byte[]? ascii;
    private readonly int[] firsts;
    private readonly int[] classOfInterval;
    private readonly int[] representatives;

    private Alphabet(int[] firsts, int[] classOfInterval, int count)
    {
        this.firsts = firsts;
        this.classOfInterval = classOfInterval;
        End = count;
        representatives = new int[count];
        for (var interval = firsts.Length - 1; interval >= 0; interval--)
        {
            representatives[classOfInterval[interval]] = firsts[interval];
        }

        if (count <= byte.MaxValue)
        {
            ascii = new byte[128];
            for (var rune = 0; rune < ascii.Length; rune++)
            {
                ascii[rune] = (byte)Find(rune);
            }
        }
    }

    /// <summary>
    /// The number of the class that stands for the end of the text, which is also the number of the others.
    /// </summary>
    internal int End { get; }

    internal static Alphabet Of(Re2Program program)
    {
        var sets = program.Sets.ToList();
        if ((program.Assertions & (Re2Assertions.BeginLine | Re2Assertions.EndLine)) != 0)
        {
            sets.Add(RuneSet.Of('\n'));
        }

        if ((program.Assertions & (Re2Assertions.WordBoundary | Re2Assertions.NoWordBoundary)) != 0)
        {
            sets.Add(NamedClasses.Word);
        }

        var firsts = Firsts(sets);
        var classes = new int[firsts.Length];
        var count = 1;
        var split = new Dictionary<int, int>();
        foreach (var set in sets)
        {
            // What the set holds of a class becomes a class of its own.
            split.Clear();
            for (var range = 0; range < set.RangeCount; range++)
            {
                var (first, last) = set.Range(range);
                var interval = Array.BinarySearch(firsts, first);
                for (; interval < firsts.Length && firsts[interval] <= last; interval++)
                {
                    if (!split.TryGetValue(classes[interval], out var part))
                    {
                        part = count++;
                        split.Add(classes[interval], part);
                    }

                    classes[interval] = part;
                }
            }
        }

        return new Alphabet(firsts, classes, Compact(classes));
    }

    /// <summary>One code point of the class.</summary>
    internal int Representative(int number) => representatives[number];

    /// <summary>
    /// Takes the code point at <paramref name="position"/> and moves behind it. A byte that is not UTF-8 is taken
    /// alone, as U+FFFD, as Go does.
    /// </summary>
    internal int Take(ReadOnlySpan<byte> text, ref int position)
    {
        var octet = text[position];
        if (octet < 0x80)
        {
            position++;
            return ascii is null ? Find(octet) : ascii[octet];
        }

        if (Rune.DecodeFromUtf8(text[position..], out var rune, out var length) != OperationStatus.Done)
        {
            length = 1;
        }

        position += length;
        return Find(rune.Value);
    }

    private int Find(int rune)
    {
        var interval = Array.BinarySearch(firsts, rune);
        return classOfInterval[interval < 0 ? ~interval - 1 : interval];
    }

    private static int[] Firsts(List<RuneSet> sets)
    {
        var firsts = new SortedSet<int> { 0 };
        foreach (var set in sets)
        {
            for (var range = 0; range < set.RangeCount; range++)
            {
                var (first, last) = set.Range(range);
                firsts.Add(first);
                if (last < RuneSet.RuneMax)
                {
                    firsts.Add(last + 1);
                }
            }
        }

        return [.. firsts];
    }

    private static int Compact(int[] classes)
    {
        var numbers = new Dictionary<int, int>();
        for (var interval = 0; interval < classes.Length; interval++)
        {
            if (!numbers.TryGetValue(classes[interval], out var number))
            {
                number = numbers.Count;
                numbers.Add(classes[interval], number);
            }

            classes[interval] = number;
        }

        return numbers.Count;
    }
}
