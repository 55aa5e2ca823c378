namespace Belfry.Model.Re2.Unicode;

/// <summary>The classes with a name in the syntax: <c>\d \s \w</c> and POSIX's. All are ASCII only.</summary>
internal static class NamedClasses
{
    private static readonly Dictionary<string, RuneSet> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = Of("09AZaz"),
        ["alpha"] = Of("AZaz"),
        ["ascii"] = Of("\0\x7f"),
        ["blank"] = Of("\t\t  "),
        ["cntrl"] = Of("\0\x1f\x7f\x7f"),
        ["digit"] = Of("09"),
        ["graph"] = Of("!~"),
        ["lower"] = Of("az"),
        ["print"] = Of(" ~"),
        ["punct"] = Of("!/:@[`{~"),
        ["space"] = Of("\t\r  "),
        ["upper"] = Of("AZ"),
        ["word"] = Of("09AZ__az"),
        ["xdigit"] = Of("09AFaf"),
    };

    private static readonly RuneSet Digit = Of("09");

    // Unlike [[:space:]], without the vertical tab.
    private static readonly RuneSet Space = Of("\t\n\f\r  ");

    /// <summary>What <c>\w</c> matches, and what <c>\b</c> tells from the rest.</summary>
    internal static RuneSet Word { get; } = Of("09AZ__az");

    internal static RuneSet? FindPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>
    /// The class of the letter behind a backslash, as written in lower case; null when there is none.
    /// </summary>
    internal static RuneSet? FindPerl(char letter) => letter switch
    {
        'd' => Digit,
        's' => Space,
        'w' => Word,
        _ => null,
    };

    // Pairs of first and last.
    private static RuneSet Of(string bounds)
    {
        var builder = new RuneSetBuilder();
        for (var index = 0; index < bounds.Length; index += 2)
        {
            builder.Add(bounds[index], bounds[index + 1]);
        }

        return builder.ToSet();
    }
}
