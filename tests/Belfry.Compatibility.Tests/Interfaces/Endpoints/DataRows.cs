using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Endpoints;

/// <summary>Rows that ask for series, samples and exemplars.</summary>
internal static class DataRows
{
    internal static string? Check(JsonElement row, HostAnswer answer)
    {
        if (row.FindText("errType") is { } type)
        {
            return CaseTable.Difference(type, answer.ErrorType);
        }

        if (answer.Status != 200)
        {
            return answer.Body;
        }

        return CheckWarnings(row, answer.Json) ?? CheckData(row, answer.Data);
    }

    private static string? CheckWarnings(JsonElement row, JsonElement answer) => row.Find("warningsCount") is { } count
        ? CaseTable.Difference(
            $"{count.GetInt32()} warnings",
            $"{(answer.Find("warnings") is { } warnings ? warnings.GetArrayLength() : 0)} warnings")
        : null;

    private static string? CheckData(JsonElement row, JsonElement data)
    {
        if (row.Find("responseLen") is { } length)
        {
            return CaseTable.Difference($"{length.GetInt32()} rows", $"{data.GetArrayLength()} rows");
        }

        if (row.FindText("responseAsJSON") is { } json)
        {
            return CaseTable.Difference(JsonText.Of(json), JsonText.Of(data));
        }

        var expected = Expected(row.GetProperty("response"), data);
        return CaseTable.Difference(JsonText.Of(expected.ToJsonString()), JsonText.Of(data));
    }

    // The table has the fields of the original's types.
    private static JsonNode Expected(JsonElement cell, JsonElement data)
    {
        if (cell.ValueKind == JsonValueKind.Object)
        {
            var result = cell.GetProperty("Result");
            return new JsonObject
            {
                ["resultType"] = cell.FindText("ResultType"),
                ["result"] = result.ValueKind == JsonValueKind.Array
                    ? new JsonArray([.. result.EnumerateArray().Select(Series)])
                    : Point(result, "V", data),
            };
        }

        return new JsonArray([.. cell.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object
            && item.Find("SeriesLabels") is not null ? Exemplars(item) : JsonNode.Parse(item.GetRawText()))]);
    }

    private static JsonObject Series(JsonElement cell) => new JsonObject
    {
        ["metric"] = JsonNode.Parse(cell.GetProperty("Metric").GetRawText()),
        ["values"] = new JsonArray([.. cell.GetProperty("Floats").EnumerateArray().Select(
            point => Point(point, "F", default))]),
    };

    private static JsonArray Point(JsonElement cell, string value, JsonElement data)
    {
        // Now is whatever the answer says, if it is about now.
        var time = cell.GetProperty("T");
        var isNow = time.ValueKind == JsonValueKind.String;
        var seconds = isNow ? data.GetProperty("result")[0].GetDecimal() : time.GetInt64() / 1000m;
        if (isNow && Math.Abs(seconds - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) > 60)
        {
            throw new FormatException($"not now: {seconds}");
        }

        return new JsonArray(seconds, cell.GetProperty(value).GetDouble().ToString(CultureInfo.InvariantCulture));
    }

    private static JsonObject Exemplars(JsonElement cell) => new JsonObject
    {
        ["seriesLabels"] = JsonNode.Parse(cell.GetProperty("SeriesLabels").GetRawText()),
        ["exemplars"] = new JsonArray([.. cell.GetProperty("Exemplars").EnumerateArray().Select(one => new JsonObject
        {
            ["labels"] = JsonNode.Parse(one.GetProperty("Labels").GetRawText()),
            ["value"] = one.GetProperty("Value").GetDouble().ToString(CultureInfo.InvariantCulture),
            ["timestamp"] = one.GetProperty("Ts").GetInt64() / 1000m,
        })]),
    };
}
