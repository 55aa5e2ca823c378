using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Api.Alertmanager;

/// <summary>Reads the silence that a client posts.</summary>
internal static class PostedSilence
{
    internal static bool TryRead(
        ReadOnlySpan<byte> body, TimestampMs now, [NotNullWhen(true)] out Silence? silence, out SchemaError error)
    {
        silence = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return TryRead(document.RootElement, now, out silence, out error);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The framework has the second one for texts that are not UTF-8.
            error = SchemaError.Unreadable(exception.Message);
            return false;
        }
    }

    private static bool TryRead(
        JsonElement root, TimestampMs now, [NotNullWhen(true)] out Silence? silence, out SchemaError error)
    {
        silence = null;
        error = default;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("an object was expected");
        }

        foreach (var name in (ReadOnlySpan<string>)["comment", "createdBy", "endsAt", "matchers", "startsAt"])
        {
            if (!root.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            {
                error = SchemaError.Required(name);
                return false;
            }
        }

        if (!TryMatchers(root.GetProperty("matchers"), out var matchers, out error))
        {
            return false;
        }

        silence = new Silence
        {
            Id = Text(root, "id"),
            MatcherSets = [matchers],
            StartsAt = Time(root, "startsAt") ?? now,
            EndsAt = Time(root, "endsAt") ?? now,
            CreatedBy = Text(root, "createdBy"),
            Comment = Text(root, "comment"),
            Annotations = AnnotationsOf(root),
        };
        return true;
    }

    private static bool TryMatchers(JsonElement list, out IReadOnlyList<LabelMatcher> matchers, out SchemaError error)
    {
        var found = new List<LabelMatcher>();
        matchers = found;
        error = default;
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("`matchers` is not an array");
        }

        if (list.GetArrayLength() == 0)
        {
            error = new SchemaError(422, 612, "matchers in body should have at least 1 items");
            return false;
        }

        foreach (var item in list.EnumerateArray())
        {
            var isRegex = Flag(item, "isRegex", false);
            var isEqual = Flag(item, "isEqual", true);
            var op = (isRegex, isEqual) switch
            {
                (false, true) => MatchOperator.Equal,
                (false, false) => MatchOperator.NotEqual,
                (true, true) => MatchOperator.RegexMatch,
                _ => MatchOperator.RegexNotMatch,
            };
            if (!LabelMatcher.TryCreate(Text(item, "name"), op, Text(item, "value"), out var matcher, out var wrong))
            {
                error = new SchemaError(400, 400, $"invalid silence: invalid label matcher {found.Count}: {wrong}");
                return false;
            }

            found.Add(matcher);
        }

        return true;
    }

    private static string Text(JsonElement element, string name) => element.ValueKind != JsonValueKind.Object
        ? throw new JsonException("an object was expected")
        : !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString() ?? ""
        : throw new JsonException($"`{name}` is not a text");

    private static bool Flag(JsonElement element, string name, bool otherwise) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.True : otherwise;

    private static TimestampMs? Time(JsonElement root, string name) => Rfc3339.TryParse(Text(root, name), out var time)
        ? time : throw new JsonException($"`{name}` is not in the form of RFC 3339");

    private static Labels AnnotationsOf(JsonElement root) =>
        root.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object
            ? Labels.From(annotations.EnumerateObject().Select(member => (member.Name, Text(annotations, member.Name))))
            : Labels.Empty;
}
