using System.Text.Json;
using Belfry.Query.Scripts;
using Belfry.Testing.Time;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Scripts that test the runner: which pass, and which must fail in whatever words.</summary>
internal sealed class RunnerSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "promql/dsl_runner_selftest.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => ParserTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var script = row.GetProperty("input").GetString()!;
        var report = PromQLScript.Run(script, delayedNameRemoval: true, new ManualClock(), CancellationToken.None);
        var expected = row.GetProperty("expected_runner_error").GetString();
        return report.IsPassed == (expected is null)
            ? null
            : $"{row.GetProperty("name").GetString()}: {string.Join("; ", report.Failures)}, expected {expected}";
    }
}
