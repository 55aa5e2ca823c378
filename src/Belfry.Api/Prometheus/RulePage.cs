using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>Which part of the rule groups a request asks for.</summary>
/// <param name="Limit">The most groups; <see cref="int.MaxValue"/> for all.</param>
/// <param name="Token">Names the first group; empty for the very first. See <see cref="RuleFilter.TokenOf"/>.</param>
internal sealed record RulePage(int Limit, string Token)
{
    private const string LimitName = "group_limit";
    private const string TokenName = "group_next_token";

    internal static bool TryRead(
        ApiParameters parameters,
        [NotNullWhen(true)] out RulePage? page,
        [NotNullWhen(false)] out ApiAnswer? failure)
    {
        page = null;
        failure = null;
        var limitText = parameters.Text(LimitName);
        var token = parameters.Text(TokenName);
        if (limitText.Length == 0)
        {
            page = new RulePage(int.MaxValue, "");
            failure = token.Length == 0 ? null : ApiAnswer.InvalidParameter(
                TokenName, "group_limit needs to be present in order to paginate over the groups");
        }
        else if (!int.TryParse(limitText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit))
        {
            var problem = limitText.AsSpan().TrimStart("+-").ContainsAnyExceptInRange('0', '9')
                ? "invalid syntax"
                : "value out of range";
            failure = ApiAnswer.InvalidParameter(
                LimitName,
                "group_limit needs to be a valid number: strconv.ParseInt: parsing "
                + $"{QuotedText.Quote(limitText)}: {problem}");
        }
        else if (limit <= 0)
        {
            failure = ApiAnswer.InvalidParameter(LimitName, "group_limit needs to be greater than 0");
        }
        else
        {
            page = new RulePage(limit, token);
        }

        return failure is null;
    }

    /// <summary>The groups from the first of the page on; fails when it no longer exists.</summary>
    internal bool TryStart(
        IReadOnlyList<RuleGroupSnapshot> all,
        out IEnumerable<RuleGroupSnapshot> groups,
        [NotNullWhen(false)] out ApiAnswer? failure)
    {
        groups = Token.Length == 0 ? all : all.SkipWhile(group => RuleFilter.TokenOf(group) != Token).ToList();
        failure = Token.Length == 0 || groups.Any() ? null : ApiAnswer.InvalidParameter(
            TokenName, $"invalid group_next_token '{Token}'. were rule groups changed?");
        return failure is null;
    }
}
