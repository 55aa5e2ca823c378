using System.Text.Json;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Scripts that a runner must accept, and others that it must find wrong.</summary>
internal sealed class RunnerSelfTestSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/dsl_runner_selftest.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        string? complaint;
        try
        {
            var result = new ScriptRunner(delayedNameRemoval: true).Run(row.GetProperty("input").GetString()!);
            complaint = result.Failures.Count > 0 ? result.Failures[0] : null;
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException or OverflowException)
        {
            complaint = failure.Message;
        }

        var expected = row.GetProperty("expected_runner_error").GetString();
        return (expected is null) == (complaint is null)
            ? null
            : $"{row.GetProperty("name").GetString()}: {expected ?? "no error"}, and it was {complaint ?? "none"}";
    }
}
