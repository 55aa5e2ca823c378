using System.Text.Json;
using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Names in each escaping scheme, and back as far as the scheme allows.</summary>
internal sealed class EscapeNameSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "common/escape_name.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var input = row.FindText("input") ?? "";
        return Difference(row, "expectedUnderscores", input, NameEscapingScheme.Underscores)
            ?? Difference(row, "expectedDots", input, NameEscapingScheme.Dots)
            ?? Difference(row, "expectedValue", input, NameEscapingScheme.Values)
            ?? Back(row.FindText("expectedUnderscores"), input, NameEscapingScheme.Underscores)
            ?? Back(row.FindText("expectedUnescapedDots"), input, NameEscapingScheme.Dots)
            ?? Back(input, input, NameEscapingScheme.Values)
            ?? Back(input, input, NameEscapingScheme.AllowUtf8);
    }

    private static string? Difference(JsonElement row, string cell, string input, NameEscapingScheme scheme) =>
        CaseTable.Difference(row.FindText(cell) ?? "", NameEscaping.Escape(input, scheme));

    private static string? Back(string? expected, string input, NameEscapingScheme scheme) =>
        CaseTable.Difference(expected ?? "", NameEscaping.Unescape(NameEscaping.Escape(input, scheme), scheme));
}
