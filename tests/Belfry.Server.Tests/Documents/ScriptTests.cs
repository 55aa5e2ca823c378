using System.Text.RegularExpressions;
using Belfry.Query.Scripts;
using Xunit;

namespace Belfry.Server.Tests.Documents;

/// <summary>The PromQL scripts in documents.</summary>
public sealed partial class ScriptTests
{
    [Fact]
    public void A_script_in_a_document_passes()
    {
        var document = File.ReadAllText(Path.Combine(Claims.Root, "docs/using/promql-tests.md"));
        var scripts = Block().Matches(document).Select(match => match.Groups["script"].Value).ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var report = PromQLScript.Run(
                script, delayedNameRemoval: true, TimeProvider.System, TestContext.Current.CancellationToken);
            Assert.Empty(report.Failures);
            var line = $"rate.test: {report.Passed} of {report.Total} evals pass";
            Assert.Contains(line, document, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"^```\n(?<script>load.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
