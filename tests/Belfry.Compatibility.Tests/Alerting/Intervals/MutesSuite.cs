using System.Globalization;
using System.Text.Json;
using Belfry.Alerting.Routing.Intervals;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>Which of the two intervals that the table's note describes mute at a moment.</summary>
internal sealed class MutesSuite : IConformanceSuite
{
    private static readonly string[] Names = ["evenings", "weekends"];

    /// <inheritdoc/>
    public string Pattern => "alerting/timeinterval_mutes.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var config = RouteTexts.Load(
            """
            route: {receiver: r}
            receivers: [{name: r}]
            time_intervals:
            - name: evenings
              time_intervals:
              - times: [{start_time: '00:00', end_time: '09:00'}, {start_time: '17:00', end_time: '24:00'}]
                location: Australia/Sydney
            - name: weekends
              time_intervals:
              - weekdays: [saturday, sunday]
                location: Australia/Sydney
            """);
        var intervals = new TimeIntervals(config.TimeIntervals);
        return CaseTable.Run(path, row => CaseTable.Difference(
            string.Join(',', row.Texts("mutedBy")), string.Join(',', intervals.Containing(NamesOf(row), Moment(row)))));
    }

    private static string[] NamesOf(JsonElement row) => row.FindText("intervals") == "$eveningsAndWeekends"
        ? Names
        : throw new FormatException("unknown intervals");

    private static DateTimeOffset Moment(JsonElement row)
    {
        var parts = row.GetProperty("now").GetString()!.TrimEnd(']').Split(" [");
        var local = DateTime.Parse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.None);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(parts[1]).GetUtcOffset(local));
    }
}
