namespace Belfry.Alerting.Templates.Values;

/// <summary>
/// The order of Go's strings: by UTF-8 bytes. UTF-16 order differs only where surrogates meet the characters above
/// them, so both are compared as code points there.
/// </summary>
internal static class Utf8Order
{
    /// <summary>A comparer of that order.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    /// <summary>Orders two texts.</summary>
    public static int Compare(string? left, string? right)
    {
        var a = left.AsSpan();
        var b = right.AsSpan();
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        return Weight(a[common]).CompareTo(Weight(b[common]));
    }

    // Surrogates stand for characters above U+FFFF, which sort after every other in UTF-8.
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
