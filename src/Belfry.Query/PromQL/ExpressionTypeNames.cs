namespace Belfry.Query.PromQL;

/// <summary>The names of expression types.</summary>
public static class ExpressionTypeNames
{
    /// <summary>
    /// The name that answers carry in <c>resultType</c>: <c>vector</c>, <c>matrix</c>, <c>scalar</c>, <c>string</c>.
    /// </summary>
    public static string ResultName(this ExpressionType type) => type switch
    {
        ExpressionType.Scalar => "scalar",
        ExpressionType.Vector => "vector",
        ExpressionType.Matrix => "matrix",
        _ => "string",
    };

    /// <summary>
    /// The name that messages use: <c>instant vector</c>, <c>range vector</c>, <c>scalar</c>, <c>string</c>.
    /// </summary>
    public static string DocumentedName(this ExpressionType type) => type switch
    {
        ExpressionType.Vector => "instant vector",
        ExpressionType.Matrix => "range vector",
        _ => type.ResultName(),
    };
}
