using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Files that must not load, with the words of the error.</summary>
internal sealed class PrometheusErrorsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "config/prometheus-expected-errors.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var loader = new ConfigurationLoader(new ConformanceFiles());
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "prometheus");
        return CaseTable.Run(path, row => Verdict.Difference(
            loader.LoadPrometheus(Path.Combine(folder, row.GetProperty("filename").GetString()!)),
            [row.GetProperty("errMsg").GetString()!]));
    }
}
