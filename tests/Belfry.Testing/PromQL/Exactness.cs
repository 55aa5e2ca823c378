namespace Belfry.Testing.PromQL;

/// <summary>How much freedom two right engines have in the values of an expression.</summary>
public enum Exactness
{
    /// <summary>They may differ in the last digits: the order of additions, a library's logarithm.</summary>
    Approximate,

    /// <summary>
    /// The same to the bit: stored values, and single operations on such. Only on these may an expression jump
    /// (compare, round, count changes) without making a last digit into another answer.
    /// </summary>
    Reproducible,

    /// <summary>Reproducible, and small multiples of a power of two, so that sums are exact in any order.</summary>
    Dyadic,
}
