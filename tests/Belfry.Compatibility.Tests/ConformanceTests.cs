using Xunit;

namespace Belfry.Compatibility.Tests;

/// <summary>Runs the originals' test data and holds the ratchet.</summary>
public sealed class ConformanceTests
{
    private const int FailuresShownMax = 20;

    private static readonly IReadOnlyList<IConformanceSuite> Suites = [.. typeof(ConformanceTests).Assembly.GetTypes()
        .Where(type => type.IsClass && !type.IsAbstract && typeof(IConformanceSuite).IsAssignableFrom(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => (IConformanceSuite)Activator.CreateInstance(type)!)];

    [Fact]
    public void No_count_has_fallen()
    {
        if (ConformanceFolder.Find() is not { } folder)
        {
            Console.WriteLine("conformance: no folder, set BELFRY_CONFORMANCE to run the originals' test data");
            return;
        }

        var passed = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var suite in Suites)
        {
            foreach (var path in ConformanceFolder.Files(folder, suite.Pattern))
            {
                var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                var result = suite.Run(path);
                passed.Add(name, result.Passed);
                Report(name, result);
            }
        }

        Assert.Empty(Ratchet.Complaints(Ratchet.Load(), passed));
    }

    [Fact]
    public void A_count_that_has_fallen_is_reported()
    {
        var ratchet = new Dictionary<string, int> { ["a.json"] = 3, ["b.json"] = 5 };

        var complaint = Assert.Single(Ratchet.Complaints(
            ratchet, new Dictionary<string, int> { ["a.json"] = 3, ["b.json"] = 4, ["new.json"] = 0 }));

        Assert.Equal("b.json: 4 passed, and it was 5", complaint);
    }

    private static void Report(string name, SuiteResult result)
    {
        Console.WriteLine($"conformance {name}: {result.Passed} of {result.Total}");
        if (Environment.GetEnvironmentVariable("BELFRY_CONFORMANCE_VERBOSE") is not null)
        {
            foreach (var failure in result.Failures.Take(FailuresShownMax))
            {
                Console.WriteLine("    " + failure.ReplaceLineEndings("\n    "));
            }
        }
    }
}
