namespace Belfry.Query.PromQL;

/// <summary>
/// A duration that is computed from other durations, and perhaps from the query's step and range. Seconds.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Left">The left operand of the binary kinds; null otherwise.</param>
/// <param name="Right">The right or only operand; null for the kinds without one.</param>
/// <param name="Literal">The number of <see cref="DurationExpressionKind.Literal"/>.</param>
/// <param name="Span">Where it stands.</param>
public sealed record DurationExpression(
    DurationExpressionKind Kind,
    DurationExpression? Left,
    DurationExpression? Right,
    NumberLiteral? Literal,
    SourceSpan Span)
{
    /// <summary>True when it was written in parentheses.</summary>
    public bool IsWrapped { get; init; }

    /// <summary>The seconds it stands for, at this step and range of a query, in seconds.</summary>
    public double Evaluate(double stepSeconds, double rangeSeconds)
    {
        double Of(DurationExpression? operand) => operand!.Evaluate(stepSeconds, rangeSeconds);
        return Kind switch
        {
            DurationExpressionKind.Literal => Literal!.Value,
            DurationExpressionKind.Step => stepSeconds,
            DurationExpressionKind.Range => rangeSeconds,
            DurationExpressionKind.Negation => -Of(Right),
            DurationExpressionKind.Add => Of(Left) + Of(Right),
            DurationExpressionKind.Subtract => Of(Left) - Of(Right),
            DurationExpressionKind.Multiply => Of(Left) * Of(Right),
            DurationExpressionKind.Divide => Of(Left) / Of(Right),
            DurationExpressionKind.Modulo => Of(Left) % Of(Right),
            DurationExpressionKind.Power => Math.Pow(Of(Left), Of(Right)),
            DurationExpressionKind.MinOf => Math.Min(Of(Left), Of(Right)),
            _ => Math.Max(Of(Left), Of(Right)),
        };
    }
}
