namespace Belfry.Query.Engine;

/// <summary>What a comparison leaves; arithmetic always gives its result.</summary>
internal enum BinaryResult
{
    /// <summary>The left value where the comparison holds, otherwise nothing.</summary>
    Left,

    /// <summary>The right value where the comparison holds: the vector of <c>scalar op vector</c>.</summary>
    Right,

    /// <summary>1 where it holds, otherwise 0.</summary>
    Bool,
}
