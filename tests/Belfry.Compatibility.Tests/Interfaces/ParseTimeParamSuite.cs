using System.Text.Json;
using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Microsoft.AspNetCore.Http;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Parameters that are times, and what they are when they are not there.</summary>
internal sealed class ParseTimeParamSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/parse_time_param.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var name = row.FindText("paramName")!;
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.QueryString = QueryString.Create(name, row.FindText("paramValue")!);
        var parameters = ApiParameters.ReadAsync(context, TimeProvider.System).GetAwaiter().GetResult();
        var isRead = parameters.TryTime(name, Time(row.FindText("defaultValue")!), out var time, out var failure);
        if (row.GetProperty("result").Find("asError") is not null)
        {
            return CaseTable.ErrorDifference($"invalid time value for '{name}': ", failure?.Error?.Message);
        }

        return CaseTable.Difference(
            Time(row.GetProperty("result").FindText("asTime")!).ToString(), isRead ? time.ToString() : "nothing");
    }

    private static TimestampMs Time(string text) => text switch
    {
        "$MinTime" => TimestampMs.MinValue,
        "$MaxTime" => TimestampMs.MaxValue,

        // The one moment that the original's test names so; its parameter has it as seconds.
        "$ts" => new TimestampMs(1_582_468_023_986_000),
        _ => throw new FormatException($"unknown time: {text}"),
    };
}
