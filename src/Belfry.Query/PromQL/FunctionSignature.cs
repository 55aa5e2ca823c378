namespace Belfry.Query.PromQL;

/// <summary>What a function takes and gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReturnType">What it gives.</param>
/// <param name="Variadic">
/// How many of the last argument there may be beyond leaving it out; 0 when all are required, -1 for any number.
/// </param>
/// <param name="ArgumentTypes">What it takes.</param>
public sealed record FunctionSignature(
    string Name, ExpressionType ReturnType, int Variadic, IReadOnlyList<ExpressionType> ArgumentTypes)
{
    /// <summary>True when it exists only where experimental functions are allowed.</summary>
    public bool IsExperimental { get; init; }
}
