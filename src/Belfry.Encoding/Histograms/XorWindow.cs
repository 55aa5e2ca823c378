namespace Belfry.Encoding.Histograms;

/// <summary>
/// Where the significant bits of an XOR lie: behind so many zeros and before so many. The default value takes all 64,
/// which is what a reader starts with; a writer starts with <see cref="None"/>.
/// </summary>
internal readonly record struct XorWindow(byte Leading, byte Trailing)
{
    /// <summary>No window has been set yet.</summary>
    internal static XorWindow None => new(0xff, 0);
}
