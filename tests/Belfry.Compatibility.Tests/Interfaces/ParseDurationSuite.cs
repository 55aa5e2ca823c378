using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>The API's durations.</summary>
internal sealed class ParseDurationSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/parse_duration.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var isParsed = ApiTime.TryParseDuration(row.GetProperty("input").GetString()!, out var duration, out _);
        return row.Is("fail")
            ? isParsed ? $"read as {duration}" : null
            : CaseTable.Difference(row.GetProperty("result").Span().ToString(), isParsed ? duration.ToString() : "");
    });
}
