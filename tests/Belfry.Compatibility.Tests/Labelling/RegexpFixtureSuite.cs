using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Re2;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>
/// Every expression against every value: the fast paths must agree with the machine that finds groups, which has none.
/// Each expression counts.
/// </summary>
internal sealed class RegexpFixtureSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "labels/regexp_fixture.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        var values = cases.GetProperty("values").EnumerateArray().ToList();
        return CaseTable.RunRows(
            cases.Texts("regexes"), regex => Check(regex, values), regex => regex);
    }

    private static string? Check(string regex, IEnumerable<JsonElement> values)
    {
        if (!Re2Expression.TryParseAnchored(regex, out var expression, out var error))
        {
            return error;
        }

        foreach (var value in values)
        {
            // Bytes that are no text can only be matched as bytes: they must not make it throw.
            var isMatch = expression.IsMatch(value.Bytes());
            if (value.ValueKind == JsonValueKind.String
                && isMatch != expression.FindGroups(value.GetString()!) is not null)
            {
                return $"{value}: {isMatch}";
            }
        }

        return null;
    }
}
