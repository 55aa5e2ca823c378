using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>
/// Reads the directives of a format text in order, with the arguments that they use up: explicit indexes such as
/// <c>%[2]d</c> and widths taken from arguments included. Not thread-safe.
/// </summary>
internal ref struct DirectiveReader(ReadOnlySpan<char> format, IReadOnlyList<TemplateValue> arguments)
{
    // Go refuses widths above a million; so much padding helps nobody.
    private const int NumberMax = 1_000_000;

    private readonly ReadOnlySpan<char> format = format;
    private int position;
    private bool isIndexGood = true;
    private bool isAfterIndex;

    /// <summary>The argument that is next.</summary>
    public int ArgumentIndex { get; private set; }

    /// <summary>True when some index was explicit: then unused arguments are no mistake.</summary>
    public bool IsReordered { get; private set; }

    /// <summary>True when a width taken from an argument was none.</summary>
    public bool HasBadWidth { get; private set; }

    /// <summary>True when a precision taken from an argument was none.</summary>
    public bool HasBadPrecision { get; private set; }

    /// <summary>False when the explicit index of this directive named no argument.</summary>
    public readonly bool IsIndexGood => isIndexGood;

    /// <summary>Reads text up to the next directive; false at the end of the format.</summary>
    public bool TryReadText(out ReadOnlySpan<char> text)
    {
        var rest = format[position..];
        var percent = rest.IndexOf('%');
        text = percent < 0 ? rest : rest[..percent];
        position += text.Length;
        return percent >= 0;
    }

    /// <summary>Reads a directive from its <c>%</c>; false when it has no verb.</summary>
    public bool TryReadDirective(out FormatFlags flags, out ReadOnlySpan<char> verb)
    {
        position++;
        isIndexGood = true;
        isAfterIndex = false;
        HasBadWidth = HasBadPrecision = false;
        flags = ReadFlags();
        ReadIndex();
        flags = ReadWidth(flags);
        flags = ReadPrecision(flags);
        if (!isAfterIndex)
        {
            ReadIndex();
        }

        if (position >= format.Length)
        {
            verb = default;
            return false;
        }

        var length = char.IsHighSurrogate(format[position]) && position + 1 < format.Length ? 2 : 1;
        verb = format.Slice(position, length);
        position += length;
        return true;
    }

    /// <summary>The argument for the directive; false when there is none left.</summary>
    public bool TryTakeArgument(out TemplateValue argument)
    {
        argument = ArgumentIndex < arguments.Count ? arguments[ArgumentIndex] : TemplateValue.Nil;
        return ArgumentIndex++ < arguments.Count;
    }

    private FormatFlags ReadFlags()
    {
        var flags = default(FormatFlags);
        for (; position < format.Length; position++)
        {
            switch (format[position])
            {
                case '#':
                    flags = flags with { Sharp = true };
                    break;
                case '0':
                    flags = flags with { Zero = true };
                    break;
                case '+':
                    flags = flags with { Plus = true };
                    break;
                case '-':
                    flags = flags with { Minus = true };
                    break;
                case ' ':
                    flags = flags with { Space = true };
                    break;
                default:
                    return flags;
            }
        }

        return flags;
    }

    private FormatFlags ReadWidth(FormatFlags flags)
    {
        if (position < format.Length && format[position] == '*')
        {
            position++;
            var width = TakeNumber();
            HasBadWidth = width is null;
            isAfterIndex = false;
            return width < 0 ? flags with { Width = -width, Minus = true, Zero = false } : flags with { Width = width };
        }

        var number = ReadNumber();
        isIndexGood &= !(isAfterIndex && number is not null);
        return flags with { Width = number };
    }

    private FormatFlags ReadPrecision(FormatFlags flags)
    {
        if (position >= format.Length || format[position] != '.')
        {
            return flags;
        }

        position++;
        isIndexGood &= !isAfterIndex;
        ReadIndex();
        if (position < format.Length && format[position] == '*')
        {
            position++;
            var precision = TakeNumber();
            HasBadPrecision = precision is null or < 0;
            isAfterIndex = false;
            return flags with { Precision = HasBadPrecision ? null : precision };
        }

        return flags with { Precision = ReadNumber() ?? 0 };
    }

    private int? TakeNumber() =>
        TryTakeArgument(out var argument) && argument is IntegerValue { Value: >= -NumberMax and <= NumberMax } number
            ? (int)number.Value : null;

    private int? ReadNumber()
    {
        var start = position;
        var number = 0;
        while (position < format.Length && char.IsAsciiDigit(format[position]))
        {
            number = Math.Min((number * 10) + (format[position++] - '0'), NumberMax + 1);
        }

        return position == start || number > NumberMax ? null : number;
    }

    private void ReadIndex()
    {
        if (position >= format.Length || format[position] != '[')
        {
            return;
        }

        IsReordered = true;
        isAfterIndex = true;
        var close = format[position..].IndexOf(']');
        if (close < 0)
        {
            isIndexGood = false;
            position++;
            return;
        }

        var isNumber = int.TryParse(
            format.Slice(position + 1, close - 1), System.Globalization.NumberStyles.None, null, out var index);
        position += close + 1;
        if (isNumber && index >= 1 && index <= arguments.Count)
        {
            ArgumentIndex = index - 1;
            return;
        }

        isIndexGood = false;
    }
}
