using Belfry.Model.Histograms;

namespace Belfry.Query.Functions;

/// <summary>One value from the values of a range, oldest first, never empty.</summary>
internal interface IReduction
{
    /// <summary>Computes it; absence when there is no answer.</summary>
    static abstract double Reduce(ReadOnlySpan<double> values);

    /// <summary>The same for a range with native histograms; see <see cref="RangeFunction.OfMixed"/>.</summary>
    static virtual FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) => window.Ignore();
}
