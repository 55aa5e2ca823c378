using System.Text.Json;
using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Texts in quotes of all kinds, read and written, and texts that are not in proper quotes.</summary>
internal sealed class StringQuotingSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/parser/string_quoting.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        string?[] complaints =
        [
            .. cases.GetProperty("quote").EnumerateArray().Select(Quotes),
            .. cases.GetProperty("unquote").EnumerateArray().Select(Unquotes),
            .. cases.GetProperty("misquoted").EnumerateArray().Select(IsRefused),
        ];
        var failures = complaints.OfType<string>().ToList();
        return new SuiteResult(complaints.Length - failures.Count, complaints.Length, failures);
    }

    // The plain text, how it is quoted, and how it is in ASCII, which is only read.
    private static string? Quotes(JsonElement row)
    {
        var plain = row[0].GetString()!;
        var quoted = QuotedText.Quote(plain);
        return quoted == row[1].GetString() && Read(quoted) == plain && Read(row[2].GetString()!) == plain
            ? null : $"{row}: {quoted}, {Read(quoted)}, {Read(row[2].GetString()!)}";
    }

    private static string? Unquotes(JsonElement row)
    {
        // Bytes that are not UTF-8 are replaced in literals.
        var expected = row[1].ValueKind == JsonValueKind.String
            ? row[1].GetString()
            : System.Text.Encoding.UTF8.GetString(Convert.FromHexString(row[1].GetProperty("hex").GetString()!));
        var read = Read(row[0].GetString()!);
        return read == expected ? null : $"{row[0]}: {read ?? "refused"}, expected {expected}";
    }

    private static string? IsRefused(JsonElement row) =>
        Read(row.GetString()!) is { } read ? $"{row}: is read as {read}" : null;

    // What the literal means; null when it is refused.
    private static string? Read(string quoted) =>
        PromQLParser.TryParse(quoted, out var expression, out _) && expression is StringLiteral literal
            ? literal.Value : null;
}
