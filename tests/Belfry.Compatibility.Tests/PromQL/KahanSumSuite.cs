using System.Globalization;
using System.Text.Json;
using Belfry.Query.Functions;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Compensated sums of two numbers that are not ordinary, in either order.</summary>
internal sealed class KahanSumSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/engine/kahan_sum.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, row =>
    {
        var (first, second) = (Number(row.GetProperty("first")), Number(row.GetProperty("second")));
        var expected = Number(row.GetProperty("expected"));
        var (forth, back) = (Sum(first, second), Sum(second, first));
        return forth.Equals(expected) && back.Equals(expected)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{row.GetProperty("name")}: {forth} and {back}");
    });

    private static double Sum(double first, double second)
    {
        var sum = new CompensatedSum { Sum = first };
        sum.Add(second);
        return sum.Total;
    }

    private static double Number(JsonElement number) => number.ValueKind == JsonValueKind.Number
        ? number.GetDouble()
        : number.GetString() switch
        {
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var other => throw new InvalidDataException($"a number {other}"),
        };
}
