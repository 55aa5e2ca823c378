using Xunit;

namespace Belfry.Configuration.Tests.Yaml;

/// <summary>A file with endless mistakes is not read for ever.</summary>
public sealed class DiagnosticLimitTests
{
    [Fact]
    public void A_file_gives_a_thousand_diagnostics_at_most()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(key => $"unknown_{key}: 1\n"));

        var result = new ConfigurationLoader(new MemoryFiles()).LoadPrometheus("p.yml", text);

        Assert.Equal(1_000, result.Diagnostics.Count);
    }
}
