namespace Belfry.Query.PromQL;

/// <summary>What kind an operator is of, how it is written, how tightly it binds.</summary>
public static class BinaryOperatorTraits
{
    /// <summary>As it is written.</summary>
    public static string Text(this BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        BinaryOperator.Power => "^",
        BinaryOperator.Atan2 => "atan2",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "and",
        BinaryOperator.Or => "or",
        BinaryOperator.Unless => "unless",
        BinaryOperator.TrimUpper => "</",
        _ => ">/",
    };

    /// <summary>True for <c>== != &lt; &lt;= &gt; &gt;=</c>.</summary>
    public static bool IsComparison(this BinaryOperator op) =>
        op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;

    /// <summary>True for <c>and or unless</c>.</summary>
    public static bool IsSet(this BinaryOperator op) => op is >= BinaryOperator.And and <= BinaryOperator.Unless;

    // The trim operators are declared beside the comparisons in the grammar and bind like them.
    internal static int Precedence(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And or BinaryOperator.Unless => 2,
        BinaryOperator.Add or BinaryOperator.Subtract => 4,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo or BinaryOperator.Atan2 => 5,
        BinaryOperator.Power => PowerPrecedence,
        _ => 3,
    };

    internal const int PowerPrecedence = 6;
}
