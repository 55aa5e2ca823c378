using Belfry.Model.Histograms;

namespace Belfry.Query.Scripts;

/// <summary>What stands at one position of a series line. The default value is an omitted position.</summary>
/// <param name="Number">A float; null when there is none.</param>
/// <param name="Histogram">A native histogram; null when there is none.</param>
/// <param name="SpellsHint">Whether the literal of the histogram says what is known about a counter reset.</param>
internal readonly record struct ScriptValue(double? Number, FloatHistogram? Histogram, bool SpellsHint)
{
    internal bool IsOmitted => Number is null && Histogram is null;

    internal static ScriptValue Of(double number) => new(number, null, false);

    /// <summary>As scripts write it.</summary>
    public override string ToString() =>
        Histogram is not null ? Histogram.ToTestText()
        : Number is { } number ? Model.FloatText.General(number) : "_";
}
