using System.Buffers;
using System.Text;
using Belfry.Alerting.Routing;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model;
using Belfry.Model.Matching;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Alerting.Silences;

/// <summary>
/// What a silence must be, and which changes keep its history true. Source: Alertmanager's <c>silence</c> package.
/// </summary>
internal static class SilenceRules
{
    // The originals' word for a time that nobody gave.
    private static readonly TimestampMs ZeroTime = TimestampMs.From(DateTimeOffset.MinValue);

    /// <summary>What is wrong with the silence, in the original's words; null when nothing is.</summary>
    internal static string? ErrorOf(Silence silence, MatcherSyntax syntax = MatcherSyntax.Fallback)
    {
        if (silence.MatcherSets.Count == 0)
        {
            return "at least one matcher set required";
        }

        for (var index = 0; index < silence.MatcherSets.Count; index++)
        {
            if (ErrorOf(silence.MatcherSets[index], index, syntax) is { } error)
            {
                return error;
            }
        }

        return silence.StartsAt == ZeroTime ? "invalid zero start timestamp"
            : silence.EndsAt == ZeroTime ? "invalid zero end timestamp"
            : silence.EndsAt < silence.StartsAt ? "end time must not be before start time" : null;
    }

    /// <summary>True when <paramref name="known"/> may become <paramref name="changed"/> under the same id.</summary>
    internal static bool CanUpdate(Silence known, Silence changed, TimestampMs now) =>
        HasEqualMatchers(known, changed) && known.StateAt(now) switch
        {
            SilenceState.Active =>
                known.StartsAt.Value / 1000 == changed.StartsAt.Value / 1000 && changed.EndsAt >= now,
            SilenceState.Pending => changed.StartsAt >= now,
            _ => false,
        };

    private static string? ErrorOf(IReadOnlyList<LabelMatcher> matchers, int set, MatcherSyntax syntax)
    {
        if (matchers.Count == 0)
        {
            return $"matcher set {set} is empty";
        }

        for (var index = 0; index < matchers.Count; index++)
        {
            var matcher = matchers[index];
            var place = $"invalid label matcher {index} in set {set}";
            if (!IsName(matcher.Name, syntax))
            {
                return $"{place}: invalid label name {QuotedText.Quote(matcher.Name)}";
            }

            if (!IsUtf8(matcher.Value))
            {
                return $"{place}: invalid label value {QuotedText.Quote(matcher.Value)}";
            }
        }

        // A negative matcher counts as one that asks for something, as in the original.
        return matchers.All(matcher =>
            matcher.Operator is MatchOperator.Equal or MatchOperator.RegexMatch && matcher.MatchesEmpty)
            ? $"matcher set {set}: at least one matcher must not match the empty string"
            : null;
    }

    private static bool IsName(string name, MatcherSyntax syntax) =>
        name.Length > 0 && IsUtf8(name)
        && (syntax != MatcherSyntax.Classic || LabelNames.IsLegacyLabelName(TextEncoding.UTF8.GetBytes(name)));

    private static bool IsUtf8(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static bool HasEqualMatchers(Silence known, Silence changed) =>
        known.MatcherSets.Count == changed.MatcherSets.Count &&
        known.MatcherSets.Zip(changed.MatcherSets).All(pair =>
            pair.First.Order(ByText).SequenceEqual(pair.Second.Order(ByText)));

    private static Comparer<LabelMatcher> ByText { get; } = Comparer<LabelMatcher>.Create(AlertmanagerText.Compare);
}
