
namespace Belfry.Alerting.Notify;

/// <summary>Texts that a receiver limits, cut between characters and marked with an ellipsis.</summary>
internal static class TextCut
{
    private const string Mark = "…";
    private const int MarkLengthBytes = 3;

    /// <summary>At most so many code points; up to three leave no room for the mark.</summary>
    internal static string ToRunes(string text, int countMax, out bool isCut)
    {
        isCut = text.Length > countMax && text.EnumerateRunes().Count() > countMax;
        if (!isCut)
        {
            return text;
        }

        return countMax <= 3 ? Take(text, countMax) : Take(text, countMax - 1) + Mark;
    }

    /// <summary>At most so many bytes of UTF-8; fewer than three give dots.</summary>
    internal static string ToBytes(string text, int lengthBytesMax, out bool isCut)
    {
        isCut = System.Text.Encoding.UTF8.GetByteCount(text) > lengthBytesMax;
        if (!isCut)
        {
            return text;
        }

        if (lengthBytesMax < MarkLengthBytes)
        {
            return new string('.', lengthBytesMax);
        }

        var room = lengthBytesMax - MarkLengthBytes;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                break;
            }

            room -= rune.Utf8SequenceLength;
            count++;
        }

        return Take(text, count) + Mark;
    }

    private static string Take(string text, int runeCount)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (runeCount-- == 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
