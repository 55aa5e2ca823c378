namespace Belfry.Query.Scripts;

/// <summary>When a value is what a script expects.</summary>
internal static class ValueComparison
{
    internal static bool AreEqual(ScriptValue expected, ScriptValue actual) =>
        expected.Histogram is { } histogram
            ? actual.Histogram is { } other && HistogramComparison.AreEqual(histogram, other, expected.SpellsHint)
            : expected.Number is { } number && actual.Number is { } value && FloatComparison.AreEqual(number, value);
}
