using System.Globalization;
using Belfry.Alerting.Templates.Time;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>Arguments that may be a number of any kind, a duration, or text that holds a number.</summary>
internal static class NumberArgument
{
    /// <summary>The argument as a float; a duration as seconds.</summary>
    public static double Convert(TemplateValue value) => value switch
    {
        FloatValue number => number.Value,
        DurationValue duration => duration.Value / 1e9,
        IntegerValue number => number.Value,
        UnsignedValue number => number.Value,
        TextValue text => Parse(text.Value),
        _ => throw new TemplateFailureException($"can't convert {value.TypeName} to float"),
    };

    private static double Parse(string text)
    {
        var body = text.TrimStart('+', '-');
        var isSpecial = body.ToLowerInvariant() is "inf" or "infinity" or "nan" && text.Length - body.Length <= 1;
        if (isSpecial)
        {
            return body[0] is 'n' or 'N'
                ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        const NumberStyles styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, styles, CultureInfo.InvariantCulture, out var number)
            ? double.IsInfinity(number)
                ? throw new TemplateFailureException(
                    $"strconv.ParseFloat: parsing {QuotedText.Quote(text)}: value out of range")
                : number
            : throw new TemplateFailureException(
                $"strconv.ParseFloat: parsing {QuotedText.Quote(text)}: invalid syntax");
    }
}
