using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Belfry.Model.Re2.Unicode;

/// <summary>
/// The classes behind <c>\p{Name}</c>: general categories by one or two letters (<c>L</c>, <c>Lu</c>), scripts by name
/// (<c>Greek</c>), and <c>Any</c>. Categories are those of the runtime's Unicode version, scripts those of the
/// embedded list. Each is made when first asked for. Thread-safe.
/// </summary>
internal static class UnicodeClasses
{
    private static readonly Lazy<Dictionary<string, string>> Scripts = new(ReadScripts);

    private static readonly Lazy<byte[]> Categories = new(ReadCategories);

    private static readonly ConcurrentDictionary<string, RuneSet> Made = new(StringComparer.Ordinal);

    // Indexed by UnicodeCategory. Cn, not assigned, has no name in Go's regular expressions.
    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "",
    ];

    /// <summary>The class of this name, which is case-sensitive; null when there is none.</summary>
    internal static RuneSet? Find(string name)
    {
        if (name == "Any")
        {
            return RuneSet.All;
        }

        if (Made.TryGetValue(name, out var made))
        {
            return made;
        }

        var set = name.Length is 1 or 2 ? FindCategory(name) : FindScript(name);
        return set is null ? null : Made.GetOrAdd(name, set);
    }

    private static RuneSet? FindCategory(string name)
    {
        var members = new bool[CategoryNames.Length];
        for (var index = 0; index < members.Length; index++)
        {
            members[index] = CategoryNames[index].StartsWith(name, StringComparison.Ordinal);
        }

        if (!members.Contains(true))
        {
            return null;
        }

        var builder = new RuneSetBuilder();
        var categories = Categories.Value;
        for (var rune = 0; rune <= RuneSet.RuneMax; rune++)
        {
            var first = rune;
            while (rune <= RuneSet.RuneMax && members[categories[rune]])
            {
                rune++;
            }

            if (rune > first)
            {
                builder.Add(first, rune - 1);
            }
        }

        return builder.ToSet();
    }

    private static RuneSet? FindScript(string name)
    {
        if (!Scripts.Value.TryGetValue(name, out var ranges))
        {
            return null;
        }

        var builder = new RuneSetBuilder();
        foreach (var range in ranges.Split(' '))
        {
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var first = Hex(dash < 0 ? range : range.AsSpan(0, dash));
            builder.Add(first, dash < 0 ? first : Hex(range.AsSpan(dash + 1)));
        }

        return builder.ToSet();
    }

    private static int Hex(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static byte[] ReadCategories()
    {
        var categories = new byte[RuneSet.RuneMax + 1];
        for (var rune = 0; rune < categories.Length; rune++)
        {
            categories[rune] = (byte)CharUnicodeInfo.GetUnicodeCategory(rune);
        }

        return categories;
    }

    private static Dictionary<string, string> ReadScripts()
    {
        var assembly = typeof(UnicodeClasses).Assembly;
        using var stream = assembly.GetManifestResourceStream("UnicodeScripts.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line[0] != '#')
            {
                scripts[line[..space]] = line[(space + 1)..];
            }
        }

        return scripts;
    }
}
