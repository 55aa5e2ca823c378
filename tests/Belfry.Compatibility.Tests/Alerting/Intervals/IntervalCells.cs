using System.Globalization;
using System.Text.Json;
using Belfry.Alerting.Routing.Intervals;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;

namespace Belfry.Compatibility.Tests.Alerting.Intervals;

/// <summary>Times and periods as cells write them.</summary>
internal static class IntervalCells
{
    /// <summary>Loads a YAML list of periods.</summary>
    internal static LoadResult<AlertmanagerConfig> Load(string periodsYaml)
    {
        var list = periodsYaml.Replace("---\n", "", StringComparison.Ordinal).Trim('\n').ReplaceLineEndings("\n    ");
        return new ConfigurationLoader(new ConformanceFiles()).LoadAlertmanager(
            "/alertmanager.yml",
            "route: {receiver: r}\nreceivers: [{name: r}]\ntime_intervals:\n- name: i\n  time_intervals:\n    "
            + list + "\n");
    }

    /// <summary>A time as in <c>02 Jan 06 15:04 -0700</c>.</summary>
    internal static DateTimeOffset Moment(string text)
    {
        var parts = text.Split(' ');
        var century = int.Parse(parts[2], CultureInfo.InvariantCulture) >= 69 ? "19" : "20";
        return DateTimeOffset.ParseExact(
            $"{parts[0]} {parts[1]} {century}{parts[2]} {parts[3]} {parts[4][..3]}:{parts[4][3..]}",
            "d MMM yyyy HH:mm zzz", CultureInfo.InvariantCulture);
    }

    /// <summary>Null when the periods contain all and only the moments that they should.</summary>
    internal static string? Difference(
        IReadOnlyList<TimePeriodConfig> periods, IEnumerable<string> contained, IEnumerable<string> excluded) =>
        contained.Where(text => !Contains(periods, text)).Select(text => $"does not contain {text}")
            .Concat(excluded.Where(text => Contains(periods, text)).Select(text => $"contains {text}"))
            .FirstOrDefault();

    /// <summary>A period from the originals' fields; null is one without limits.</summary>
    internal static TimePeriodConfig Period(JsonElement cell) => new()
    {
        Times = Ranges(cell.Find("Times")),
        Weekdays = Ranges(cell.Find("Weekdays")),
        DaysOfMonth = Ranges(cell.Find("DaysOfMonth")),
        Months = Ranges(cell.Find("Months")),
        Years = Ranges(cell.Find("Years")),
        Location = cell.Find("Location") is { } zone ? Zone(zone) : null,
    };

    internal static string Show(TimePeriodConfig period) => string.Join(
        " / ",
        new[] { period.Times, period.Weekdays, period.DaysOfMonth, period.Months, period.Years }
            .Select(ranges => string.Join(',', ranges)).Append(period.Location?.Id));

    private static bool Contains(IReadOnlyList<TimePeriodConfig> periods, string text) =>
        periods.Any(period => TimePeriod.Contains(period, Moment(text)));

    private static IReadOnlyList<InclusiveRange> Ranges(JsonElement? list) =>
        list is { } ranges ? [.. ranges.EnumerateArray().Select(Range)] : [];

    // Named bounds or a pair of numbers, inside as many lists as the original's types have.
    private static InclusiveRange Range(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Array when cell[0].ValueKind == JsonValueKind.Number =>
            new(cell[0].GetInt32(), cell[1].GetInt32()),
        JsonValueKind.Array => Range(cell[0]),
        _ => new(
            (cell.Find("Begin") ?? cell.Find("StartMinute"))?.GetInt32() ?? 0,
            (cell.Find("End") ?? cell.Find("EndMinute"))?.GetInt32() ?? 0),
    };

    private static TimeZoneInfo Zone(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Array => Zone(cell[0]),
        JsonValueKind.String => TimeZoneInfo.FindSystemTimeZoneById(cell.GetString()!),
        _ => Zone(cell.EnumerateObject().First().Value),
    };
}
