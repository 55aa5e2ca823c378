using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Time;

/// <summary>Go's <c>time.Duration</c>: whole nanoseconds, with its methods.</summary>
internal sealed class DurationValue(long nanoseconds) : IntegerValue(nanoseconds, DurationValue.Type)
{
    /// <summary>Go's name of the type.</summary>
    public const string Type = "time.Duration";

    /// <summary>As Go prints it: <c>30m0s</c>, <c>1.5s</c>, <c>100ms</c>.</summary>
    public override string OwnText => Format(Value);

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        var duration = ParameterType.Named(Type);
        method = name switch
        {
            "String" => TemplateFunction.Method(() => Of(OwnText)),
            "Seconds" => TemplateFunction.Method(() => Of(Value / 1e9)),
            "Minutes" => TemplateFunction.Method(() => Of(Value / 6e10)),
            "Hours" => TemplateFunction.Method(() => Of(Value / 3.6e12)),
            "Milliseconds" => TemplateFunction.Method(() => new IntegerValue(Value / 1_000_000, "int64")),
            "Microseconds" => TemplateFunction.Method(() => new IntegerValue(Value / 1_000, "int64")),
            "Nanoseconds" => TemplateFunction.Method(() => new IntegerValue(Value, "int64")),
            "Abs" => TemplateFunction.Method(
                () => new DurationValue(Value == long.MinValue ? long.MaxValue : Math.Abs(Value))),
            "Truncate" => TemplateFunction.Of(call => Truncate(((IntegerValue)call[0]).Value), duration),
            "Round" => TemplateFunction.Of(call => Round(((IntegerValue)call[0]).Value), duration),
            _ => null,
        };
        return method is not null;
    }

    private DurationValue Truncate(long unit) => unit <= 0 ? this : new DurationValue(Value - (Value % unit));

    private DurationValue Round(long unit)
    {
        if (unit <= 0)
        {
            return this;
        }

        var rest = Value % unit;
        var isHalf = Math.Abs(rest) >= unit - Math.Abs(rest);
        return new DurationValue(Value - rest + (isHalf ? unit * Math.Sign(rest) : 0));
    }

    private static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        var sign = nanoseconds < 0 ? "-" : "";
        var magnitude = (decimal)nanoseconds;
        magnitude = Math.Abs(magnitude);
        if (magnitude < 1_000_000_000)
        {
            return sign + (magnitude switch
            {
                < 1_000 => Number(magnitude) + "ns",
                < 1_000_000 => Number(magnitude / 1_000) + "µs",
                _ => Number(magnitude / 1_000_000) + "ms",
            });
        }

        var totalSeconds = magnitude / 1_000_000_000;
        var hours = decimal.Floor(totalSeconds / 3600);
        var minutes = decimal.Floor(totalSeconds / 60) % 60;
        var text = Number(totalSeconds % 60) + "s";
        text = totalSeconds >= 60 ? Number(minutes) + "m" + text : text;
        return sign + (hours > 0 ? Number(hours) + "h" : "") + text;
    }

    private static string Number(decimal number) => number.ToString("0.#########", CultureInfo.InvariantCulture);
}
