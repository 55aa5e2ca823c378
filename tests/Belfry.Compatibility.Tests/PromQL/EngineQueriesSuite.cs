using System.Globalization;
using System.Text.Json;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.Scripts;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries with their whole results, over data that each row has or that all have in common.</summary>
internal abstract class EngineQueriesSuite(string pattern, bool delayedNameRemoval) : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => pattern;

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var common = Common(table.RootElement.GetProperty("note").GetString()!);
        return ParserTable.Run(path, row =>
        {
            var store = row.TryGetProperty("load", out var load) ? EngineTable.Load(load.GetString()!) : common!;
            var options = new QueryEngineOptions { DelayedNameRemoval = delayedNameRemoval };
            var result = EngineTable.Evaluate(store, row, options);
            var shown = result.Failure?.Message ?? Show(result.Value!);
            var expected = Show(row.GetProperty("result"));
            return shown == expected ? null : $"{EngineTable.Describe(row)}: {shown}, expected {expected}";
        });
    }

    /// <summary>The data that all rows share; null when each has its own.</summary>
    protected abstract ScriptStore? Common(string note);

    private static string Show(QueryValue value) => value switch
    {
        VectorValue vector => string.Join('\n', vector.Samples
            .Select(sample => $"{sample.Labels} {Point(sample.Timestamp.Value, sample.Value)}")
            .Order(StringComparer.Ordinal)),
        MatrixValue matrix => string.Join('\n', matrix.Series
            .Select(series => $"{series.Labels} {string.Join(' ', Points(series))}").Order(StringComparer.Ordinal)),
        _ => value.ToString()!,
    };

    private static string Show(JsonElement result) => result.TryGetProperty("vector", out var vector)
        ? string.Join('\n', vector.EnumerateArray()
            .Select(row => $"{Metric(row)} {Point(row.GetProperty("t_ms").GetInt64(), row.GetProperty("v").GetDouble())}")
            .Order(StringComparer.Ordinal))
        : string.Join('\n', result.GetProperty("matrix").EnumerateArray()
            .Select(row => $"{Metric(row)} " + string.Join(' ', row.GetProperty("values").EnumerateArray()
                .Select(pair => Point(pair[0].GetInt64(), pair[1].GetDouble()))))
            .Order(StringComparer.Ordinal));

    private static Labels Metric(JsonElement row) => Labels.From(row.GetProperty("metric").EnumerateObject()
        .Select(label => (label.Name, label.Value.GetString()!)));

    private static IEnumerable<string> Points(MatrixSeries series)
    {
        for (var index = 0; index < series.Values.Length; index++)
        {
            yield return Point(series.TimestampsMs.Span[index], series.Values.Span[index]);
        }
    }

    private static string Point(long timeMs, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:G12}@{timeMs}");
}
