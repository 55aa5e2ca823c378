using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Commands;

/// <summary>The published folder, whose image is made without the parts of the framework that nothing needs.</summary>
public sealed class PublishedFormTests
{
    [Fact]
    public void Every_assembly_that_is_referred_to_is_there()
    {
        var folder = Path.GetDirectoryName(Repository.Belfry)!;
        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, "belfry.r2r.dll")), "belfry is not published: run eng/test.sh");
        var missing = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal) { "belfry" };
        var open = new Queue<string>(known);
        while (open.TryDequeue(out var name))
        {
            foreach (var reference in References(Path.Combine(folder, name + ".dll")).Where(known.Add))
            {
                open.Enqueue(reference);
                if (!File.Exists(Path.Combine(folder, reference + ".dll")))
                {
                    missing.Add($"{reference}, of {name}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.True(known.Count > 100, $"only {known.Count} assemblies were followed");
    }

    private static List<string> References(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(
            handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
