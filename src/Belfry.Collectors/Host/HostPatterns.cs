using Belfry.Model.Re2;

namespace Belfry.Collectors.Host;

/// <summary>Expressions that choose devices and fields.</summary>
internal static class HostPatterns
{
    /// <summary>
    /// The expression; null for an empty pattern. Throws <see cref="ArgumentException"/> with the parser's words when
    /// it
    /// is not valid: the border checks what users write.
    /// </summary>
    internal static Re2Expression? Parse(string pattern)
    {
        if (pattern.Length == 0)
        {
            return null;
        }

        return Re2Expression.TryParse(pattern, out var expression, out var error)
            ? expression
            : throw new ArgumentException(error, nameof(pattern));
    }
}
