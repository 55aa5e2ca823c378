using System.Text.Json;

namespace Belfry.Compatibility.Tests.Tables;

/// <summary>
/// Runs the rows of a table, a JSON object with <c>cases</c>. A row that cannot be read, or whose run throws, has not
/// passed.
/// </summary>
internal static class CaseTable
{
    /// <summary>Runs every row; <paramref name="check"/> gives a complaint, or null for a row that passes.</summary>
    internal static SuiteResult Run(string path, Func<JsonElement, string?> check) =>
        Run(path, cases => cases.EnumerateArray(), check);

    /// <summary>The same for the rows that <paramref name="rowsOf"/> finds under <c>cases</c>.</summary>
    internal static SuiteResult Run(
        string path, Func<JsonElement, IEnumerable<JsonElement>> rowsOf, Func<JsonElement, string?> check)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        return RunRows(rowsOf(table.RootElement.GetProperty("cases")), check, row => row.ToString());
    }

    /// <summary>The same for rows of any form.</summary>
    internal static SuiteResult RunRows<T>(IEnumerable<T> rows, Func<T, string?> check, Func<T, string> show)
    {
        var failures = new List<string>();
        var total = 0;
        foreach (var row in rows)
        {
            total++;
            if (Complaint(row, check) is { } complaint)
            {
                failures.Add($"{Shortened(show(row))}\n{complaint}");
            }
        }

        return new SuiteResult(total - failures.Count, total, failures);
    }

    /// <summary>Null when the two texts are the same.</summary>
    internal static string? Difference(string? expected, string? actual) =>
        expected == actual ? null : $"expected {expected ?? "nothing"}\nactual   {actual ?? "nothing"}";

    /// <summary>Null when an error that contains the expected text was given; none was when it is null.</summary>
    internal static string? ErrorDifference(string? expectedPart, string? error) => (expectedPart, error) switch
    {
        (null, null) => null,
        ({ } part, { } message) when message.Contains(part, StringComparison.Ordinal) => null,
        _ => $"expected {expectedPart ?? "no error"}\nactual   {error ?? "no error"}",
    };

    // Whatever a row makes the product throw is that row's failure and must not hide the others.
    private static string? Complaint<T>(T row, Func<T, string?> check)
    {
        try
        {
            return check(row);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    private static string Shortened(string text) => text.Length <= 400 ? text : text[..400];
}
