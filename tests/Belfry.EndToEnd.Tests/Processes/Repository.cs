namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>Where things are in the working copy.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    /// <summary>The published executable, or the one of the newest build.</summary>
    internal static string Belfry { get; } = new[] { "artifacts/belfry/belfry", "artifacts/bin/Belfry.Server/release/belfry", "artifacts/bin/Belfry.Server/debug/belfry" }
        .Select(path => Path.Combine(Root, path))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("belfry is not built: run eng/test.sh, or dotnet build src/Belfry.Server");

    /// <summary>The folder for what a person may want to look at after a run.</summary>
    internal static string Artifacts(string name) =>
        Directory.CreateDirectory(Path.Combine(Root, "artifacts", "test-results", name)).FullName;

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("global.json not found");
        }

        return folder;
    }
}
