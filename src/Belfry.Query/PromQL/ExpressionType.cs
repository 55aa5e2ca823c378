namespace Belfry.Query.PromQL;

/// <summary>What an expression evaluates to. The names are PromQL's.</summary>
public enum ExpressionType
{
    /// <summary>A number without labels at each step.</summary>
    Scalar,

    /// <summary>An instant vector: at each step one value for each of some label sets.</summary>
    Vector,

    /// <summary>A range vector: at each step several samples for each of some label sets.</summary>
    Matrix,

    /// <summary>A text, which PromQL calls a string.</summary>
    Text,
}
