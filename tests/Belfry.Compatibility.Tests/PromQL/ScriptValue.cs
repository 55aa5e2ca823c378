using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>A value of a script: a number, or a native histogram.</summary>
/// <param name="Number">The number; means nothing for a histogram.</param>
/// <param name="Histogram">The histogram, or null.</param>
/// <param name="HasHint">Whether the script says what its counter reset hint is.</param>
internal readonly record struct ScriptValue(double Number, FloatHistogram? Histogram, bool HasHint)
{
    internal static ScriptValue Of(double number) => new(number, null, false);

    public override string ToString() => Histogram is null
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number}")
        : Histogram.ToTestText();
}
