using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Matchers from texts, in one of the syntaxes.</summary>
internal abstract class MatcherParsing(MatcherSyntax syntax) : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        // The tables of single matchers are named so.
        var isSingle = Path.GetFileName(path).StartsWith("matcher_", StringComparison.Ordinal);
        return CaseTable.Run(path, row => Check(row, isSingle));
    }

    private string? Check(JsonElement row, bool isSingle)
    {
        var input = row.GetProperty("input").GetString()!;

        // The original's single parser of the new syntax takes braces; ours has the public function, which does not.
        var parse = !isSingle ? AlertmanagerMatchers.Parse(input, syntax)
            : syntax == MatcherSyntax.Utf8Strict
            ? AlertmanagerMatchers.One(AlertmanagerMatchers.Parse(input, syntax))
            : AlertmanagerMatchers.ParseOne(input, syntax);
        var error = row.FindText("error") ?? row.FindText("err");
        return CaseTable.Difference(error, parse.Error.Length > 0 ? parse.Error : null)
            ?? CaseTable.Difference(
                MatcherCells.Show(row.Find("expected") ?? row.Find("want")), MatcherCells.Show(parse.Matchers));
    }
}
