using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Re2;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>
/// Expressions that mean a finite set of values. Of a set that ignores case the original lists the values in capitals;
/// ours lists every spelling, or nothing.
/// </summary>
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

        var isListed = row[1].ValueKind == JsonValueKind.Array;
        var ignoresCase = isListed && !row[2].GetBoolean();
        return ignoresCase && expression.FiniteValues is null ? null : CaseTable.Difference(
            isListed ? Sorted(row[1].EnumerateArray().Select(value => value.GetString()!), ignoresCase) : "no set",
            expression.FiniteValues is { } values ? Sorted(values, ignoresCase) : "no set");
    });

    private static string Sorted(IEnumerable<string> values, bool ignoresCase) => string.Join(" | ", values
        .Select(value => ignoresCase ? value.ToUpperInvariant() : value).Distinct().Order(StringComparer.Ordinal));
}
