using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Model.Re2;

namespace Belfry.Alerting.Routing.Views;

/// <summary>Which alerts are asked for. The default value asks for all.</summary>
public sealed record AlertFilter
{
    /// <summary>What the labels must satisfy.</summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; init; } = [];

    /// <summary>Alerts that are notified about.</summary>
    public bool IncludesActive { get; init; } = true;

    /// <summary>Alerts that a silence silences.</summary>
    public bool IncludesSilenced { get; init; } = true;

    /// <summary>Alerts that another inhibits.</summary>
    public bool IncludesInhibited { get; init; } = true;

    /// <summary>Groups that time intervals mute.</summary>
    public bool IncludesMuted { get; init; } = true;

    /// <summary>What a receiver's name must match as a whole; null for any.</summary>
    public Re2Expression? Receiver { get; init; }

    /// <summary>What a receiver's labels must satisfy.</summary>
    public IReadOnlyList<LabelMatcher> ReceiverMatchers { get; init; } = [];

    /// <summary>
    /// True when labels satisfy the matchers as the API's filters do: an equality or expression with an empty value
    /// asks for the label's absence, an inequality with an empty value for its presence.
    /// </summary>
    public static bool Satisfies(IReadOnlyList<LabelMatcher> matchers, Labels labels)
    {
        foreach (var matcher in matchers)
        {
            var value = labels.Get(matcher.NameUtf8.Span);
            var asksForAbsence = matcher.Operator is MatchOperator.Equal or MatchOperator.RegexMatch;
            var isAnswered = matcher.Value.Length == 0 && value.IsEmpty == asksForAbsence;
            if (!isAnswered && !matcher.Matches(value))
            {
                return false;
            }
        }

        return true;
    }
}
