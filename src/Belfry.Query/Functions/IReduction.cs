using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>One value from the values of a range, oldest first, never empty.</summary>
internal interface IReduction
{
    /// <summary>Computes it; absence when there is no answer.</summary>
    static abstract double Reduce(ReadOnlySpan<double> values);

    /// <summary>Whether it matters to it since when samples count.</summary>
    static virtual bool UsesStarts => false;

    /// <summary>
    /// The same from the sample <paramref name="first"/> of all samples to the end of the current range, where it is
    /// known since when they count. Only called when that matters.
    /// </summary>
    static virtual double ReduceStarted(in RangeSamples windows, int first) => Presence.Absent;

    /// <summary>The same for a range with native histograms; see <see cref="RangeFunction.OfMixed"/>.</summary>
    static virtual FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) => window.Ignore();
}
