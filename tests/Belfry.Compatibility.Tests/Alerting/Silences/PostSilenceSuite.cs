using System.Text.Json;
using Belfry.Alerting.Silences;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>Changing a silence that is unknown, that holds, that has ended.</summary>
internal sealed class PostSilenceSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/api_post_silence.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var store = new SilenceStore(new FixedClock(), TimeSpan.FromHours(1), journal: null);
        var posted = Silence(row[2], row[3]);
        var id = row[1].GetString()!;
        if (id.StartsWith('$'))
        {
            var known = posted with { StartsAt = Model.TimestampMs.From(Cell.Now) };
            if (store.Set(known, out id, out var error) != SilenceOutcome.Done)
            {
                return error;
            }

            if (row[1].GetString() == "$expiredSil.Id" && store.Expire(id) != SilenceOutcome.Done)
            {
                return "the silence could not be ended";
            }
        }

        var status = store.Set(posted with { Id = id }, out var newId, out _) switch
        {
            SilenceOutcome.Done => 200,
            SilenceOutcome.NotFound => 404,
            _ => 400,
        };
        return CaseTable.Difference(row[4].GetRawText(), $"{status}")
            ?? (status == 200 && store.Find(newId)?.StateAt(posted.StartsAt) != SilenceState.Active
                ? "the silence does not hold" : null);
    }

    private static Silence Silence(JsonElement start, JsonElement end) => new()
    {
        MatcherSets = [[LabelMatcher.Equality("a", "b")]],
        StartsAt = Cell.Moment(start),
        EndsAt = Cell.Moment(end),
    };
}
