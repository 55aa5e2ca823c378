namespace Belfry.Configuration.Binding;

/// <summary>
/// Messages about regular expressions as the originals print them: they compile the text between <c>^(?:</c> and
/// <c>)$</c>, and their messages quote the piece from the compiled text.
/// </summary>
internal static class RegexMessage
{
    internal static string Anchored(string error, string pattern, string opening)
    {
        var start = error.IndexOf('`', StringComparison.Ordinal);
        if (start < 0 || !error.EndsWith('`'))
        {
            return error;
        }

        var piece = error[(start + 1)..^1];
        var isOpenEnded = error.Contains("missing closing ]", StringComparison.Ordinal);
        var compiled = piece == pattern && !isOpenEnded ? opening + pattern + ")$"
            : isOpenEnded && pattern.EndsWith(piece, StringComparison.Ordinal) ? piece + ")$"
            : piece;
        return error[..(start + 1)] + compiled + "`";
    }
}
