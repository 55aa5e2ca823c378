namespace Belfry.Encoding.Histograms;

/// <summary>The sizes of the numbers in histogram chunks.</summary>
internal static class HistogramVarbit
{
    /// <summary>
    /// How many bits follow a prefix of so many ones (and a zero, unless it is 8 ones). Of a signed number n bits hold
    /// -(2^(n-1)-1) to 2^(n-1).
    /// </summary>
    internal static ReadOnlySpan<byte> Sizes => [0, 3, 6, 9, 12, 18, 25, 56, 64];
}
