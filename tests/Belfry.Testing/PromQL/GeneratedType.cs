namespace Belfry.Testing.PromQL;

/// <summary>What a generated expression gives.</summary>
public enum GeneratedType
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>An instant vector.</summary>
    Vector,

    /// <summary>A range vector: a selector or a subquery.</summary>
    Matrix,
}
