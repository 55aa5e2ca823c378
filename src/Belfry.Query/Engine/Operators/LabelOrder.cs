namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>sort_by_label</c>: by the values of labels in natural order, in which runs of digits count as numbers; elements
/// that
/// agree in all of them by their whole label sets.
/// </summary>
internal sealed class LabelOrder(IReadOnlyList<string> names, bool isDescending) : IRowOrder
{
    /// <inheritdoc/>
    public int Compare(SeriesKey leftKey, double leftValue, SeriesKey rightKey, double rightValue)
    {
        var order = 0;
        foreach (var name in names)
        {
            order = Natural(leftKey.Labels.Get(name), rightKey.Labels.Get(name));
            if (order != 0)
            {
                break;
            }
        }

        order = order != 0 ? order : leftKey.Labels.CompareTo(rightKey.Labels);
        return isDescending ? -order : order;
    }

    private static int Natural(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j])
                ? Compare(Digits(left, ref i), Digits(right, ref j))
                : left[i++].CompareTo(right[j++]);
            if (order != 0)
            {
                return order;
            }
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    // Without leading zeros, a longer run is a larger number.
    private static int Compare(string left, string right) =>
        left.Length != right.Length
            ? left.Length.CompareTo(right.Length)
            : string.CompareOrdinal(left, right);

    private static string Digits(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
        {
            index++;
        }

        return text[start..index].TrimStart('0');
    }
}
