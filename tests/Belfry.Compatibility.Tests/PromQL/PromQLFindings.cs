using Xunit;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Prints how many rows of the original's PromQL tables and scripts agree.</summary>
public sealed class PromQLFindings(ITestOutputHelper output)
{
    [Fact]
    public void The_parser_tables_are_counted()
    {
        if (Environment.GetEnvironmentVariable("BELFRY_CONFORMANCE") is not { Length: > 0 } folder)
        {
            return;
        }

        foreach (var (file, passed, total) in ParserTables.Run(folder, output.WriteLine))
        {
            output.WriteLine($"conformance {file}: {passed} of {total}");
            Assert.True(total > 0, file);
        }
    }
}
