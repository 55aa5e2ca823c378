using Belfry.Compatibility.Tests.Tables;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Queries over several lines; the table's lines are short ones.</summary>
internal sealed class PrettierSuite : IConformanceSuite
{
    private const int LineBytesMax = 10;

    /// <inheritdoc/>
    public string Pattern => "promql/parser/prettier.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
        PromQLParser.TryParse(row.FindText("in")!, PromQLFeatures.All, out var expression, out var diagnostics)
            ? CaseTable.Difference(row.FindText("out"), new PrettyPrinter(LineBytesMax).Print(expression))
            : PromQLParser.Render(diagnostics));
}
