using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Re2;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Expressions that mean a finite set of values. A set that ignores case is not listed by ours.</summary>
internal sealed class SetMatchesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "labels/regexp_set_matches.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        if (!Re2Expression.TryParseAnchored(row[0].GetString()!, out var expression, out var error))
        {
            return error;
        }

        var isListed = row[1].ValueKind == JsonValueKind.Array && row[2].GetBoolean();
        return CaseTable.Difference(
            isListed ? Sorted(row[1].EnumerateArray().Select(value => value.GetString()!)) : "no set",
            expression.FiniteValues is { } values ? Sorted(values) : "no set");
    });

    private static string Sorted(IEnumerable<string> values) =>
        string.Join(" | ", values.Order(StringComparer.Ordinal));
}
