using System.Text;

namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// A place in a pattern, moved forward by the parsers that share it, and the first error they met. The pattern holds
/// no lone surrogates.
/// </summary>
internal sealed class PatternCursor(string pattern)
{
    internal string Pattern => pattern;

    internal int Position { get; set; }

    /// <summary>In Go's words; null as long as all is well.</summary>
    internal string? Error { get; private set; }

    internal bool IsAtEnd => Position >= pattern.Length;

    /// <summary>The UTF-16 unit here, or NUL at the end.</summary>
    internal char Peek => PeekAt(0);

    internal char PeekAt(int ahead) => Position + ahead < pattern.Length ? pattern[Position + ahead] : '\0';

    /// <summary>True when <paramref name="text"/> is next.</summary>
    internal bool IsNext(string text) => string.CompareOrdinal(pattern, Position, text, 0, text.Length) == 0;

    /// <summary>Takes the code point here; not called at the end.</summary>
    internal int TakeRune()
    {
        var rune = Rune.GetRuneAt(pattern, Position);
        Position += rune.Utf16SequenceLength;
        return rune.Value;
    }

    /// <summary>
    /// Records the error, with the pattern from <paramref name="start"/> to <paramref name="end"/>; false.
    /// </summary>
    internal bool Fail(string message, int start, int end)
    {
        Error ??= $"error parsing regexp: {message}: `{pattern[start..end]}`";
        return false;
    }

    /// <summary>Records an error that concerns the whole pattern; false.</summary>
    internal bool FailWhole(string message) => Fail(message, 0, pattern.Length);
}
