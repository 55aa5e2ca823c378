namespace Belfry.Model.Histograms;

/// <summary>What a trimmed bucket keeps; of several, their count and their sum of observations.</summary>
/// <param name="Count">Observations.</param>
/// <param name="Middle">Where they are taken to lie; in a total, their sum.</param>
internal readonly record struct Kept(double Count, double Middle)
{
    internal Kept With(Kept bucket) => new(Count + bucket.Count, Middle + (bucket.Middle * bucket.Count));
}
