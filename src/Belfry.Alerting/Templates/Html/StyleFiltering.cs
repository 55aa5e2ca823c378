using System.Buffers;

namespace Belfry.Alerting.Templates.Html;

/// <summary>
/// Lets only harmless values into CSS: words, numbers, colours; nothing that could call or end a rule.
/// </summary>
internal static class StyleFiltering
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\0\"'()/;@[\\]`{}<>");

    /// <summary>The value, or null when it is not harmless.</summary>
    public static string? Filter(string value)
    {
        if (value.AsSpan().ContainsAny(Forbidden) || value.Contains("--", StringComparison.Ordinal))
        {
            return null;
        }

        var letters = string.Concat(value.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return letters.Contains("expression", StringComparison.Ordinal)
            || letters.Contains("mozbinding", StringComparison.Ordinal) ? null : value;
    }
}
