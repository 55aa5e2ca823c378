using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Model.Matching;
using Belfry.Platform.Time;
using Microsoft.AspNetCore.Http;

namespace Belfry.Api.Alertmanager;

/// <summary><c>silences</c> and <c>silence/ID</c>.</summary>
internal sealed class SilenceEndpoints(SilenceStore silences, TimeProvider clock)
{
    internal Task GetAllAsync(HttpContext context)
    {
        if (!QueryParameters.TryMatchers(context, silences.MatcherSyntax, "filter", out var matchers, out var error))
        {
            return Answers.TextErrorAsync(context, StatusCodes.Status400BadRequest, error);
        }

        var now = clock.NowMs();
        var wanted = silences.All
            .Where(silence => IsWanted(context, silence.StateAt(now)) && HasMatchers(silence, matchers))
            .Order(SilenceOrder.At(now))
            .ToList();
        return Answers.JsonAsync(context, json =>
        {
            json.WriteStartArray();
            foreach (var silence in wanted)
            {
                Write(json, silence, silence.StateAt(now));
            }

            json.WriteEndArray();
        });
    }

    internal Task GetAsync(HttpContext context)
    {
        if (!TryId(context, out var id))
        {
            return RefuseIdAsync(context, id);
        }

        if (silences.Find(id) is not { } silence)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return Answers.JsonAsync(context, json => Write(json, silence, silence.StateAt(clock.NowMs())));
    }

    internal Task DeleteAsync(HttpContext context)
    {
        if (!TryId(context, out var id))
        {
            return RefuseIdAsync(context, id);
        }

        if (silences.Expire(id) == SilenceOutcome.NotFound)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Task.CompletedTask;
    }

    internal async Task PostAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        if (!PostedSilence.TryRead(body.Span, clock.NowMs(), out var silence, out var schemaError))
        {
            await Answers.SchemaErrorAsync(context, schemaError.Status, schemaError.Code, schemaError.Message);
            return;
        }

        var error = silence.StartsAt >= silence.EndsAt
            ? "Failed to create silence: start time must be before end time"
            : silence.EndsAt < clock.NowMs() ? "Failed to create silence: end time can't be in the past" : "";
        if (error.Length > 0)
        {
            await Answers.TextErrorAsync(context, StatusCodes.Status400BadRequest, error);
            return;
        }

        var outcome = silences.Set(silence, out var id, out error);
        if (outcome != SilenceOutcome.Done)
        {
            await Answers.TextErrorAsync(context, outcome == SilenceOutcome.NotFound ? 404 : 400, error);
            return;
        }

        await Answers.JsonAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("silenceID", id);
            json.WriteEndObject();
        });
    }

    /// <summary>True when the silence has matchers equal to all of these within one set.</summary>
    internal static bool HasMatchers(Silence silence, IReadOnlyList<LabelMatcher> matchers) =>
        silence.MatcherSets.Any(set => matchers.All(set.Contains));

    private static bool IsWanted(HttpContext context, SilenceState state) =>
        QueryParameters.Flag(context, NameOf(state));

    private static string NameOf(SilenceState state) => state switch
    {
        SilenceState.Active => "active",
        SilenceState.Pending => "pending",
        _ => "expired",
    };

    private static bool TryId(HttpContext context, out string id)
    {
        id = context.Request.RouteValues["id"]?.ToString() ?? "";
        return Guid.TryParseExact(id, "D", out _);
    }

    private static Task RefuseIdAsync(HttpContext context, string id) => Answers.SchemaErrorAsync(
        context, StatusCodes.Status422UnprocessableEntity, 601, $"silenceID in path must be of type uuid: \"{id}\"");

    private static void Write(Utf8JsonWriter json, Silence silence, SilenceState state)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, silence.Id);
        json.WriteStartObject("status"u8);
        json.WriteString("state"u8, NameOf(state));
        json.WriteEndObject();
        json.WriteString("updatedAt"u8, silence.UpdatedAt.ToString());
        Answers.WriteLabels(json, "annotations"u8, silence.Annotations);
        json.WriteString("comment"u8, silence.Comment);
        json.WriteString("createdBy"u8, silence.CreatedBy);
        json.WriteString("endsAt"u8, silence.EndsAt.ToString());
        json.WriteStartArray("matchers"u8);
        foreach (var matcher in silence.MatcherSets.SelectMany(set => set))
        {
            WriteMatcher(json, matcher);
        }

        json.WriteEndArray();
        json.WriteString("startsAt"u8, silence.StartsAt.ToString());
        json.WriteEndObject();
    }

    /// <summary>A matcher as the API writes it.</summary>
    internal static void WriteMatcher(Utf8JsonWriter json, LabelMatcher matcher)
    {
        json.WriteStartObject();
        json.WriteBoolean("isEqual"u8, matcher.Operator is MatchOperator.Equal or MatchOperator.RegexMatch);
        json.WriteBoolean("isRegex"u8, matcher.Operator is MatchOperator.RegexMatch or MatchOperator.RegexNotMatch);
        json.WriteString("name"u8, matcher.Name);
        json.WriteString("value"u8, matcher.Value);
        json.WriteEndObject();
    }
}
