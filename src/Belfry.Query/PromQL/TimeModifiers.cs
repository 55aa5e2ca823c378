using Belfry.Model;

namespace Belfry.Query.PromQL;

/// <summary>The modifiers that move the time at which a selector or a subquery is evaluated.</summary>
public sealed record TimeModifiers
{
    /// <summary>No modifiers.</summary>
    public static TimeModifiers None { get; } = new();

    /// <summary>What <c>@</c> says.</summary>
    public TimeAnchor Anchor { get; init; }

    /// <summary>The time of <see cref="TimeAnchor.Timestamp"/>.</summary>
    public TimestampMs At { get; init; }

    /// <summary>
    /// How far back <c>offset</c> moves; negative for the future; zero when it is an expression or absent.
    /// </summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The offset when it has to be computed.</summary>
    public DurationExpression? OffsetExpression { get; init; }

    internal bool HasOffset => Offset != TimeSpan.Zero || OffsetExpression is not null;
}
