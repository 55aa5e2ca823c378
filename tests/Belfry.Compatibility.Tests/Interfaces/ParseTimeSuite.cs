using System.Text.Json;
using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>The API's times, which it keeps to the millisecond.</summary>
internal sealed class ParseTimeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/parse_time.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var isParsed = ApiTime.TryParse(Input(row.GetProperty("input")), out var time);
        return row.Is("fail")
            ? isParsed ? $"read as {time}" : null
            : CaseTable.Difference(Expected(row.GetProperty("result")).ToString(), isParsed ? time.ToString() : "");
    }

    private static string Input(JsonElement cell) => cell.ValueKind == JsonValueKind.String
        ? cell.GetString()!
        : cell.FindText("$call") switch
        {
            "MinTime.Format" => "-292273086-05-16T16:47:06Z",
            "MaxTime.Format" => "292277025-08-18T07:12:54.999999999Z",
            _ => throw new FormatException($"unknown input: {cell}"),
        };

    private static TimestampMs Expected(JsonElement cell) => cell.ValueKind == JsonValueKind.Object
        ? new TimestampMs(
            (cell.GetProperty("unix_s").GetInt64() * 1000) + (cell.GetProperty("ns").GetInt64() / 1_000_000))
        : cell.GetString() switch
        {
            "$MinTime" => TimestampMs.MinValue,
            "$MaxTime" => TimestampMs.MaxValue,

            // The one moment that the original's test names so.
            "$ts" => TimestampMs.From(new DateTimeOffset(2015, 6, 3, 13, 21, 58, 555, TimeSpan.Zero)),
            _ => throw new FormatException($"unknown result: {cell}"),
        };
}
