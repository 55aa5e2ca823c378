using System.Buffers.Text;
using System.Globalization;

namespace Belfry.Collectors.Host;

/// <summary>Takes lines and fields from the bytes of a kernel file; what is not there is empty.</summary>
internal static class HostText
{
    /// <summary>Takes the next line, without its end; false when nothing is left.</summary>
    internal static bool TryTakeLine(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        var end = text.IndexOf((byte)'\n');
        line = end < 0 ? text : text[..end];
        var isTaken = !text.IsEmpty;
        text = end < 0 ? default : text[(end + 1)..];
        return isTaken;
    }

    /// <summary>Takes the next field up to a space or tab; empty at the end.</summary>
    internal static ReadOnlySpan<byte> TakeField(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t"u8);
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        var field = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[end..];
        return field;
    }

    /// <summary>
    /// Takes what stands before <paramref name="mark"/> and moves behind it; false when it is not there.
    /// </summary>
    internal static bool TryTakeUntil(ref ReadOnlySpan<byte> text, byte mark, out ReadOnlySpan<byte> part)
    {
        var end = text.IndexOf(mark);
        part = end < 0 ? default : text[..end];
        text = end < 0 ? text : text[(end + 1)..];
        return end >= 0;
    }

    /// <summary>Takes the next field as a number; false when it is none.</summary>
    internal static bool TryTakeNumber(ref ReadOnlySpan<byte> line, out double number) =>
        TryNumber(TakeField(ref line), out number);

    /// <summary>Reads the whole field as a number, in decimal or with <c>0x</c> in hexadecimal.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> field, out double number)
    {
        if (field.StartsWith("0x"u8))
        {
            return TryHex(field[2..], out number);
        }

        return Utf8Parser.TryParse(field, out number, out var length) && length == field.Length
            && double.IsFinite(number);
    }

    /// <summary>Reads the whole field as a hexadecimal number.</summary>
    internal static bool TryHex(ReadOnlySpan<byte> field, out double number)
    {
        var isNumber = ulong.TryParse(
            field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }
}
