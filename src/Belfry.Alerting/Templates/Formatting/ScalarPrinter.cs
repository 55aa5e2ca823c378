using System.Globalization;
using System.Text;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>
/// Prints numbers, booleans and text with flags, width and precision. False when the verb does not fit.
/// </summary>
internal sealed class ScalarPrinter(StringBuilder destination)
{
    /// <summary>A boolean: <c>%t %v</c>.</summary>
    public bool Boolean(bool value, string verb, FormatFlags flags)
    {
        if (verb is not ("t" or "v"))
        {
            return false;
        }

        Pad(value ? "true" : "false", flags);
        return true;
    }

    /// <summary>A signed number: <c>%v %d %b %o %O %x %X %c %q %U</c>.</summary>
    public bool Integer(long value, string verb, FormatFlags flags) =>
        Whole(value < 0 ? (ulong)-value : (ulong)value, value < 0, verb, flags);

    /// <summary>An unsigned number.</summary>
    public bool Unsigned(ulong value, string verb, FormatFlags flags) => verb == "v" && flags.Sharp
        ? Whole(value, isNegative: false, "x", flags)
        : Whole(value, isNegative: false, verb, flags);

    /// <summary>A float: <c>%v %e %E %f %F %g %G</c>, and <c>%b %x</c> in decimal's stead not at all.</summary>
    public bool Float(double value, string verb, FormatFlags flags)
    {
        if (verb is not ("v" or "e" or "E" or "f" or "F" or "g" or "G"))
        {
            return false;
        }

        var notation = verb is "v" ? 'g' : verb is "F" ? 'f' : verb[0];
        var precision = flags.Precision ?? (notation is 'g' or 'G' ? -1 : 6);
        var text = GoFloat.Format(value, notation, precision);
        var isSigned = text[0] is '-' or '+';
        var sign = isSigned ? text[..1] : "+";
        var body = isSigned ? text[1..] : text;
        sign = sign == "+" && !flags.Plus ? (flags.Space ? " " : "") : sign;
        if (!double.IsFinite(value))
        {
            // Infinities keep their sign, and neither they nor NaN are padded with zeros.
            sign = double.IsNaN(value) ? (flags.Plus ? "+" : flags.Space ? " " : "") : text[..1];
            Pad(sign + body, flags with { Zero = false });
            return true;
        }

        PadNumber(sign, body, flags);
        return true;
    }

    /// <summary>Text: <c>%v %s %q %x %X</c>.</summary>
    public bool Text(string value, string verb, FormatFlags flags)
    {
        switch (verb)
        {
            case "v" when flags.Sharp:
            case "q":
                Pad(Quote(Cut(value, flags.Precision), flags), flags);
                return true;
            case "v" or "s":
                Pad(Cut(value, flags.Precision), flags);
                return true;
            case "x" or "X":
                Pad(Hex(value, verb == "X", flags), flags);
                return true;
            default:
                return false;
        }
    }

    private bool Whole(ulong magnitude, bool isNegative, string verb, FormatFlags flags)
    {
        switch (verb)
        {
            case "v" or "d":
                return Digits(magnitude.ToString(CultureInfo.InvariantCulture), isNegative, "", flags);
            case "b":
                return Digits(Text(magnitude, "b"), isNegative, flags.Sharp ? "0b" : "", flags);
            case "o" or "O":
                return Digits(Octal(magnitude), isNegative, verb == "O" ? "0o" : flags.Sharp ? "0" : "", flags);
            case "x":
                return Digits(Text(magnitude, "x"), isNegative, flags.Sharp ? "0x" : "", flags);
            case "X":
                return Digits(Text(magnitude, "X"), isNegative, flags.Sharp ? "0X" : "", flags);
            case "c":
                Pad(Character(magnitude, isNegative), flags);
                return true;
            case "q":
                Pad(QuoteCharacter(Character(magnitude, isNegative)), flags);
                return true;
            case "U":
                Pad("U+" + magnitude.ToString("X4", CultureInfo.InvariantCulture), flags with { Zero = false });
                return true;
            default:
                return false;
        }
    }

    private bool Digits(string digits, bool isNegative, string prefix, FormatFlags flags)
    {
        var sign = isNegative ? "-" : flags.Plus ? "+" : flags.Space ? " " : "";
        if (flags.Precision is { } precision)
        {
            // A precision of nothing shows zero as nothing, and turns zero padding off.
            digits = precision == 0 && digits == "0" ? "" : digits.PadLeft(precision, '0');
            Pad(sign + prefix + digits, flags with { Zero = false });
            return true;
        }

        PadNumber(sign + prefix, digits, flags);
        return true;
    }

    private void PadNumber(string sign, string body, FormatFlags flags)
    {
        if (flags is { Zero: true, Minus: false, Width: { } width })
        {
            destination.Append(sign).Append(body.PadLeft(Math.Max(width - sign.Length, 0), '0'));
            return;
        }

        Pad(sign + body, flags);
    }

    private void Pad(string text, FormatFlags flags)
    {
        var length = text.EnumerateRunes().Count();
        var missing = Math.Max((flags.Width ?? 0) - length, 0);
        if (flags.Minus)
        {
            destination.Append(text).Append(' ', missing);
            return;
        }

        destination.Append(flags.Zero ? '0' : ' ', missing).Append(text);
    }

    private static string Cut(string text, int? precision)
    {
        if (precision is not { } count || text.Length <= count)
        {
            return text;
        }

        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(count))
        {
            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }

    private static string Quote(string text, FormatFlags flags)
    {
        if (flags.Sharp && !text.AsSpan().ContainsAny('`', '\n', '\r'))
        {
            return $"`{text}`";
        }

        var quoted = QuotedText.Quote(text);
        if (!flags.Plus || Ascii.IsValid(quoted))
        {
            return quoted;
        }

        var ascii = new StringBuilder();
        foreach (var rune in quoted.EnumerateRunes())
        {
            _ = rune.IsAscii
                ? ascii.Append(rune.ToString())
                : rune.IsBmp
                    ? ascii.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                    : ascii.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return ascii.ToString();
    }

    private static string Hex(string text, bool isUpper, FormatFlags flags)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var shown = flags.Precision is { } precision && precision < bytes.Length ? bytes[..precision] : bytes;
        var prefix = flags.Sharp ? (isUpper ? "0X" : "0x") : "";
        var format = isUpper ? "X2" : "x2";
        return flags.Space
            ? string.Join(' ', shown.Select(octet => prefix + octet.ToString(format, CultureInfo.InvariantCulture)))
            : (shown.Length > 0 ? prefix : "")
                + string.Concat(shown.Select(octet => octet.ToString(format, CultureInfo.InvariantCulture)));
    }

    private static string Text(ulong magnitude, string format) =>
        magnitude.ToString(format, CultureInfo.InvariantCulture);

    private static string Octal(ulong magnitude)
    {
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, (char)('0' + (magnitude & 7)));
            magnitude >>= 3;
        }
        while (magnitude != 0);

        return digits.ToString();
    }

    private static string Character(ulong value, bool isNegative) =>
        !isNegative && value <= 0x10ffff && Rune.TryCreate((int)value, out var rune) ? rune.ToString() : "\ufffd";

    private static string QuoteCharacter(string character)
    {
        var quoted = QuotedText.Quote(character)[1..^1];
        return character switch
        {
            "'" => @"'\''",
            "\"" => "'\"'",
            _ => $"'{quoted}'",
        };
    }
}
