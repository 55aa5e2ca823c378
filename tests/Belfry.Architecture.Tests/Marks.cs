using System.Text.RegularExpressions;

namespace Belfry.Architecture.Tests;

/// <summary>
/// Reads the marks <c>[HotPath]</c> and <c>[Trusted]</c> from source text and complains about members that do not keep
/// what their mark says.
/// </summary>
internal static partial class Marks
{
    private static readonly (string Text, string Complaint)[] Allocating =
    [
        ("$\"", "interpolates"), (".Select(", "uses LINQ"), (".Where(", "uses LINQ"), (".ToList(", "uses LINQ"),
        (".ToArray(", "copies an array"), (".Any(", "uses LINQ"), (".All(", "uses LINQ"), ("new List<", "makes a list"),
        (".ToString(", "makes a string"), ("string.Format", "makes a string"), ("yield return", "is an iterator"),
        ("await ", "awaits"),
    ];

    /// <summary>The members of a file that are marked <c>[HotPath]</c>.</summary>
    internal static IEnumerable<MarkedMember> HotPaths(string text) =>
        HotPathMark().Matches(text).Select(match => Member(text, match.Index + match.Length));

    internal static IEnumerable<string> Complaints(string path, string text) =>
        HotPaths(text).SelectMany(member => Slow(path, member)).Concat(TrustedComplaints(path, text));

    private static IEnumerable<string> Slow(string path, MarkedMember member)
    {
        foreach (var (part, complaint) in Allocating)
        {
            if (member.Body.Contains(part, StringComparison.Ordinal))
            {
                yield return $"{path}: {member.Name} is a hot path and {complaint}";
            }
        }

        if (Lambda().IsMatch(member.Body))
        {
            yield return $"{path}: {member.Name} is a hot path and makes a delegate";
        }

        if (member.Declaration.Contains("params ", StringComparison.Ordinal))
        {
            yield return $"{path}: {member.Name} is a hot path and takes `params`";
        }
    }

    private static IEnumerable<string> TrustedComplaints(string path, string text)
    {
        foreach (Match match in TrustedMark().Matches(text))
        {
            var start = text.LastIndexOfAny(['{', '}', ';'], match.Index) + 1;
            var member = Member(text, start);
            var name = match.Groups["name"].Value;
            if (member.IsOfPublicType && PublicMember().IsMatch(member.Declaration))
            {
                yield return $"{path}: {member.Name} is public and trusts `{name}`";
            }

            if (!Regex.IsMatch(member.Body, $@"(Debug\.Assert|Invariant\.Holds)\([^;]*\b{name}\b"))
            {
                yield return $"{path}: {member.Name} trusts `{name}` and does not assert it in a debug build";
            }
        }
    }

    // The member whose declaration begins at or behind `start`.
    private static MarkedMember Member(string text, int start)
    {
        var declaration = DeclarationStart().Match(text, start);
        var open = text.IndexOf('(', declaration.Index);
        var close = Closing(text, open, '(', ')');
        var head = text[declaration.Index..(close + 1)];
        var simpleName = MemberName().Match(head).Groups["name"].Value;
        var parameters = string.Join(", ", Parameters(text[(open + 1)..close]));
        var type = TypeDeclaration().Matches(text[..start]).Last();
        var space = NamespaceDeclaration().Match(text).Groups["name"].Value;
        return new MarkedMember(
            $"{space}.{type.Groups["name"].Value}.{simpleName}({parameters})",
            head,
            BodyBehind(text, close + 1),
            type.Groups["modifiers"].Value.Contains("public", StringComparison.Ordinal));
    }

    private static string BodyBehind(string text, int start)
    {
        var end = text.IndexOfAny(['{', ';'], start);
        var arrow = text.IndexOf("=>", start, StringComparison.Ordinal);
        if (arrow >= 0 && arrow < end)
        {
            return text[(arrow + 2)..text.IndexOf(';', arrow)];
        }

        return end < 0 || text[end] == ';' ? "" : text[(end + 1)..Closing(text, end, '{', '}')];
    }

    private static int Closing(string text, int open, char opening, char closing)
    {
        var depth = 0;
        for (var index = open; index < text.Length; index++)
        {
            depth += text[index] == opening ? 1 : text[index] == closing ? -1 : 0;
            if (depth == 0)
            {
                return index;
            }
        }

        return text.Length;
    }

    // `[Trusted] scoped ReadOnlySpan<byte> data, uint previous = 0` gives `ReadOnlySpan<byte>` and `uint`.
    private static IEnumerable<string> Parameters(string list)
    {
        int depth = 0, start = 0;
        for (var index = 0; index <= list.Length; index++)
        {
            if (index == list.Length || (list[index] == ',' && depth == 0))
            {
                var parameter = Attributes().Replace(list[start..index].Split('=')[0], "").Trim();
                start = index + 1;
                if (parameter.Length > 0)
                {
                    yield return Modifiers().Replace(parameter[..parameter.LastIndexOf(' ')], "");
                }

                continue;
            }

            depth += list[index] is '<' or '(' or '[' ? 1 : list[index] is '>' or ')' or ']' ? -1 : 0;
        }
    }

    [GeneratedRegex(@"^\s*\[HotPath\]", RegexOptions.Multiline)]
    private static partial Regex HotPathMark();

    [GeneratedRegex(@"\[Trusted\]\s+(?:(?:in|ref|scoped)\s+)*[\w<>\[\]?,. ]+?\s(?<name>\w+)\s*[,)=]")]
    private static partial Regex TrustedMark();

    [GeneratedRegex(@"^[ \t]*(?!\[|//|\s)[\w(]", RegexOptions.Multiline)]
    private static partial Regex DeclarationStart();

    [GeneratedRegex(@"(?<name>\w+)\s*(?:<[^(]*>)?\s*\(")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"^\s*(?:public|protected)\b")]
    private static partial Regex PublicMember();

    [GeneratedRegex(
        @"^(?<modifiers>[ \t]*(?:[a-z]+\s+)*)(?:class|struct|record|interface)\s+(?<name>[A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"\[[A-Z]\w*(?:\([^)]*\))?\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"\b(?:in|ref|out|scoped|readonly|this|params)\s+")]
    private static partial Regex Modifiers();

    // An arrow behind an argument's start; the arms of a switch stand behind braces and commas.
    [GeneratedRegex(@"[(=]\s*(?:static\s+)?(?:\w+|\([\w\s,]*\))\s*=>")]
    private static partial Regex Lambda();
}
