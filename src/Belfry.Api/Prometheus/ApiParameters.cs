using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Belfry.Api.Prometheus;

/// <summary>
/// The parameters of one request: those of a form in the body first, then those of the URL, as Go's
/// <c>Request.FormValue</c> reads them. Every <c>Try</c> method fails with an answer that names the parameter.
/// </summary>
internal sealed class ApiParameters
{
    private readonly IFormCollection? form;
    private readonly IQueryCollection query;
    private readonly TimeProvider clock;

    private ApiParameters(IFormCollection? form, IQueryCollection query, TimeProvider clock)
    {
        this.form = form;
        this.query = query;
        this.clock = clock;
    }

    internal static async Task<ApiParameters> ReadAsync(HttpContext context, TimeProvider clock)
    {
        var request = context.Request;
        var form = HttpMethods.IsPost(request.Method) && request.HasFormContentType
            ? await request.ReadFormAsync(context.RequestAborted)
            : null;
        return new ApiParameters(form, request.Query, clock);
    }

    /// <summary>The first value of a parameter; the empty string when there is none.</summary>
    internal string Text(string name)
    {
        var values = All(name);
        return values.Count > 0 ? values[0] ?? "" : "";
    }

    /// <summary>All values of a parameter, the form's before the URL's.</summary>
    internal StringValues All(string name) =>
        StringValues.Concat(form is null ? StringValues.Empty : form[name], query[name]);

    /// <summary>A time: Unix seconds or RFC 3339; <paramref name="fallback"/> when the parameter is absent.</summary>
    internal bool TryTime(
        string name, TimestampMs fallback, out TimestampMs time, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        time = fallback;
        failure = null;
        if (text.Length == 0 || ApiTime.TryParse(text, out time))
        {
            return true;
        }

        failure = ApiAnswer.InvalidParameter(
            name, $"invalid time value for '{name}': cannot parse {QuotedText.Quote(text)} to a valid timestamp");
        return false;
    }

    /// <summary>A required time.</summary>
    internal bool TryTime(string name, out TimestampMs time, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        failure = null;
        if (ApiTime.TryParse(text, out time))
        {
            return true;
        }

        failure = ApiAnswer.InvalidParameter(name, $"cannot parse {QuotedText.Quote(text)} to a valid timestamp");
        return false;
    }

    /// <summary>A tier: <c>auto</c>, which is what an absent parameter means, <c>raw</c>, or a resolution.</summary>
    internal bool TryTier(string name, out TierChoice tier, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        failure = TierChoice.TryParse(text, out tier)
            ? null
            : ApiAnswer.InvalidParameter(
                name, $"cannot parse {QuotedText.Quote(text)}, want auto, raw or the resolution of a tier such as 5m");
        return failure is null;
    }

    /// <summary>A duration, seconds or Prometheus's form; null when the parameter is absent.</summary>
    internal bool TryDuration(string name, out TimeSpan? duration, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        duration = null;
        failure = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (ApiTime.TryParseDuration(text, out var parsed, out var error))
        {
            duration = parsed;
            return true;
        }

        failure = ApiAnswer.InvalidParameter(name, error);
        return false;
    }

    /// <summary>A limit of at least 0, where 0 and absence mean none (<see cref="int.MaxValue"/>).</summary>
    internal bool TryLimit(string name, out int limit, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        limit = int.MaxValue;
        failure = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!TryCount(text, out limit))
        {
            failure = ApiAnswer.InvalidParameter(
                name, $"strconv.Atoi: parsing {QuotedText.Quote(text)}: invalid syntax");
            return false;
        }

        if (limit < 0)
        {
            failure = ApiAnswer.InvalidParameter(name, "limit must be non-negative");
            return false;
        }

        limit = limit == 0 ? int.MaxValue : limit;
        return true;
    }

    /// <summary>
    /// A number that limits a list of metadata: absent or negative is none (<see cref="int.MaxValue"/>), and 0 is 0.
    /// </summary>
    internal bool TryMetadataLimit(string name, out int limit, [NotNullWhen(false)] out ApiAnswer? failure)
    {
        var text = Text(name);
        limit = int.MaxValue;
        failure = null;
        if (text.Length > 0 && !TryCount(text, out limit))
        {
            failure = ApiAnswer.Failure(ApiErrorKind.BadData, $"{name} must be a number");
            return false;
        }

        limit = limit < 0 ? int.MaxValue : limit;
        return true;
    }

    /// <summary>A switch as Go's <c>strconv.ParseBool</c> reads it.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="complaint">How an error begins.</param>
    /// <param name="isOn">What was found.</param>
    /// <param name="failure">The answer when it is no switch.</param>
    /// <param name="otherwise">What an absent parameter means.</param>
    internal bool TrySwitch(
        string name,
        string complaint,
        out bool isOn,
        [NotNullWhen(false)] out ApiAnswer? failure,
        bool otherwise = false)
    {
        var text = Text(name);
        failure = null;
        isOn = text.Length == 0 ? otherwise : text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        if (isOn || text is "" or "0" or "f" or "F" or "false" or "FALSE" or "False")
        {
            return true;
        }

        failure = ApiAnswer.InvalidParameter(
            name, $"{complaint}: strconv.ParseBool: parsing {QuotedText.Quote(text)}: invalid syntax");
        return false;
    }

    /// <summary>
    /// The selectors of <c>match[]</c>, each a list of matchers; empty when there are none. One that takes every series
    /// is refused, as in PromQL.
    /// </summary>
    internal bool TrySelectors(
        out IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors, [NotNullWhen(false)] out string? problem)
    {
        if (!TryAnySelectors(out selectors, out problem))
        {
            return false;
        }

        problem = selectors.Any(matchers => matchers.All(matcher => matcher.MatchesEmpty))
            ? "match[] must contain at least one non-empty matcher"
            : null;
        return problem is null;
    }

    /// <summary>The same where a selector may take every series.</summary>
    internal bool TryAnySelectors(
        out IReadOnlyList<IReadOnlyList<LabelMatcher>> selectors, [NotNullWhen(false)] out string? problem)
    {
        var parsed = new List<IReadOnlyList<LabelMatcher>>();
        selectors = parsed;
        foreach (var text in All("match[]"))
        {
            if (!PromQLParser.TryParseSelector(text ?? "", out var matchers, out var diagnostics))
            {
                problem = PromQLParser.Render(diagnostics);
                return false;
            }

            parsed.Add(matchers);
        }

        problem = null;
        return true;
    }

    /// <summary>Now, for parameters that default to it.</summary>
    internal TimestampMs Now => TimestampMs.From(clock.GetUtcNow());

    // Whatever is beyond 32 bits is more than there is of anything.
    private static bool TryCount(string text, out int count)
    {
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        count = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        return isNumber;
    }
}
