using System.Buffers;
using System.Text;

namespace Belfry.Model.Re2;

/// <summary>
/// A replacement text as Go's <c>Regexp.Expand</c> reads it: <c>$1</c>, <c>${1}</c>, <c>$name</c>, <c>${name}</c> and
/// <c>$$</c>. A name is as long as it can be, so <c>$1x</c> is the group named "1x". A group that does not exist or
/// took no part is empty; a dollar sign with no name behind it is itself.
/// </summary>
internal static class GoTemplate
{
    private const int NumberMax = 100_000_000;

    /// <summary>
    /// Appends the template with the groups filled in. <paramref name="slots"/> holds start and end of each group in
    /// <paramref name="source"/>, or -1.
    /// </summary>
    internal static void Expand(
        StringBuilder destination,
        ReadOnlySpan<char> template,
        string source,
        ReadOnlySpan<int> slots,
        IReadOnlyList<string> groupNames)
    {
        while (template.IndexOf('$') is var dollar && dollar >= 0)
        {
            destination.Append(template[..dollar]);
            template = template[(dollar + 1)..];
            if (template.StartsWith("$"))
            {
                destination.Append('$');
                template = template[1..];
            }
            else if (TryTakeName(ref template, out var name))
            {
                Append(destination, name, source, slots, groupNames);
            }
            else
            {
                destination.Append('$');
            }
        }

        destination.Append(template);
    }

    private static bool TryTakeName(ref ReadOnlySpan<char> template, out ReadOnlySpan<char> name)
    {
        var start = template.StartsWith("{") ? 1 : 0;
        var end = start;
        while (end < template.Length
            && Rune.DecodeFromUtf16(template[end..], out var rune, out var length) == OperationStatus.Done
            && (rune.Value == '_' || Rune.IsLetter(rune) || Rune.IsDigit(rune)))
        {
            end += length;
        }

        name = template[start..end];
        if (name.IsEmpty || (start > 0 && (end >= template.Length || template[end] != '}')))
        {
            return false;
        }

        template = template[(end + start)..];
        return true;
    }

    private static void Append(
        StringBuilder destination,
        ReadOnlySpan<char> name,
        string source,
        ReadOnlySpan<int> slots,
        IReadOnlyList<string> groupNames)
    {
        var group = Number(name);
        if (group < 0)
        {
            group = 1;
            while (group < groupNames.Count && !(name.SequenceEqual(groupNames[group]) && slots[group * 2] >= 0))
            {
                group++;
            }
        }

        if (group < groupNames.Count && slots[group * 2] >= 0)
        {
            destination.Append(source, slots[group * 2], slots[(group * 2) + 1] - slots[group * 2]);
        }
    }

    // -1 when the name is not a number as Go takes it: digits without a leading zero.
    private static int Number(ReadOnlySpan<char> name)
    {
        var number = 0;
        foreach (var digit in name)
        {
            if (!char.IsAsciiDigit(digit) || number >= NumberMax)
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return name.Length > 1 && name[0] == '0' ? -1 : number;
    }
}
