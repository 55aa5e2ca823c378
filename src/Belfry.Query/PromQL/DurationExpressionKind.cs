namespace Belfry.Query.PromQL;

/// <summary>What a <see cref="DurationExpression"/> computes.</summary>
public enum DurationExpressionKind
{
    /// <summary>A number or duration as written.</summary>
    Literal,

    /// <summary><c>step()</c>: the query's step.</summary>
    Step,

    /// <summary><c>range()</c>: the query's end minus its start.</summary>
    Range,

    /// <summary><c>-x</c></summary>
    Negation,

    /// <summary><c>x + y</c></summary>
    Add,

    /// <summary><c>x - y</c></summary>
    Subtract,

    /// <summary><c>x * y</c></summary>
    Multiply,

    /// <summary><c>x / y</c></summary>
    Divide,

    /// <summary><c>x % y</c></summary>
    Modulo,

    /// <summary><c>x ^ y</c></summary>
    Power,

    /// <summary><c>min_of(x, y)</c></summary>
    MinOf,

    /// <summary><c>max_of(x, y)</c></summary>
    MaxOf,
}
