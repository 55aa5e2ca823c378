namespace Belfry.Query.Engine;

/// <summary>
/// Ends the evaluation of a query that has no answer, from however deep inside; caught where the query began and turned
/// into its <see cref="QueryFailure"/>.
/// </summary>
internal sealed class EvaluationException(QueryFailureKind kind, string message) : Exception(message)
{
    internal QueryFailureKind Kind { get; } = kind;

    internal static EvaluationException Failed(string message) => new(QueryFailureKind.Execution, message);
}
