using Xunit;

namespace Belfry.Architecture.Tests;

/// <summary>The dependency floors of docs/architecture.md, enforced on the project files.</summary>
public sealed class FloorTests
{
    public static TheoryData<string> Projects => new(Directory
        .EnumerateFiles(Path.Combine(Repository.Root(), "src"), "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Repository.Root(), path)));

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_floor_allows(string project)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root(), project));

        Assert.Empty(Floors.Complaints(Path.GetFileNameWithoutExtension(project), text));
    }

    // A convention test that cannot fail checks nothing: each rule is shown a project that breaks it.
    [Theory]
    [InlineData("Belfry.Storage", "Belfry.Query", "upwards")]
    [InlineData("Belfry.Ingestion", "Belfry.Alerting", "upwards or sideways")]
    [InlineData("Belfry.Query", "Belfry.Tsdb", "only the host knows an engine")]
    [InlineData("Belfry.Api", "Belfry.Web", "upwards or sideways")]
    [InlineData("Belfry.Nowhere", "Belfry.Model", "has no floor")]
    [InlineData("Belfry.Query", "Belfry.Nowhere", "has no floor")]
    public void A_reference_that_breaks_the_floors_is_reported(string project, string target, string complaint)
    {
        var text = $"<Project><ItemGroup><ProjectReference Include=\"../{target}/{target}.csproj\" /></ItemGroup></Project>";

        var found = Assert.Single(Floors.Complaints(project, text));
        Assert.Contains(complaint, found, StringComparison.Ordinal);
    }
}
