using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Routing.Views;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model.Matching;
using Belfry.Model.Re2;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary>The query parameters of API version 2.</summary>
internal static class QueryParameters
{
    private static readonly HashSet<string> TrueTexts =
        new(["true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"],
            StringComparer.OrdinalIgnoreCase);

    /// <summary>A flag that is on unless it says otherwise.</summary>
    internal static bool Flag(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 || TrueTexts.Contains(text);
    }

    /// <summary>
    /// The alerts that are asked for; false, with the original's error text, when a parameter is wrong.
    /// </summary>
    internal static bool TryFilter(
        HttpContext context,
        MatcherSyntax syntax,
        [NotNullWhen(true)] out AlertFilter? filter,
        [NotNullWhen(false)] out string? error)
    {
        filter = null;
        if (!TryMatchers(context, syntax, "filter", out var matchers, out error))
        {
            return false;
        }

        Re2Expression? receiver = null;
        var pattern = context.Request.Query["receiver"].ToString();
        if (pattern.Length > 0 && !Re2Expression.TryParseAnchored(pattern, out receiver, out var patternError))
        {
            error = $"failed to parse receiver param: {patternError}";
            return false;
        }

        if (!TryMatchers(context, syntax, "receiver_matchers", out var receiverMatchers, out error))
        {
            error = $"failed to parse receiver_matchers param: {error}";
            return false;
        }

        filter = new AlertFilter
        {
            Matchers = matchers,
            IncludesActive = Flag(context, "active"),
            IncludesSilenced = Flag(context, "silenced"),
            IncludesInhibited = Flag(context, "inhibited"),
            IncludesMuted = Flag(context, "muted"),
            Receiver = receiver,
            ReceiverMatchers = receiverMatchers,
        };
        return true;
    }

    /// <summary>The matchers of a repeated parameter, one each.</summary>
    internal static bool TryMatchers(
        HttpContext context,
        MatcherSyntax syntax,
        string name,
        out IReadOnlyList<LabelMatcher> matchers,
        [NotNullWhen(false)] out string? error)
    {
        var found = new List<LabelMatcher>();
        matchers = found;
        error = null;
        foreach (var text in context.Request.Query[name])
        {
            var parse = AlertmanagerMatchers.ParseOne(text ?? "", syntax);
            if (parse.Error.Length > 0)
            {
                error = parse.Error;
                return false;
            }

            found.AddRange(parse.Matchers);
        }

        return true;
    }
}
