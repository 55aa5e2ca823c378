using System.Text.RegularExpressions;
using Belfry.Configuration;
using Belfry.Server.Serving;

namespace Belfry.Server.Tests.Documents;

/// <summary>Finds what a document claims of this repository: configurations that load, flags and paths that
/// exist.</summary>
internal static partial class Claims
{
    /// <summary>Flags in our documents that belong to other programs, and what stands for any flag.</summary>
    private static readonly string[] Others = ["project", "no-x"];

    internal static string Root { get; } = FindRoot();

    /// <summary>What is wrong with the whole configurations among a document's YAML blocks, rendered.</summary>
    internal static IEnumerable<string> BrokenConfigurations(string document)
    {
        foreach (Match block in YamlBlock().Matches(document))
        {
            var yaml = block.Groups["yaml"].Value;
            var loader = new ConfigurationLoader(new UserConfigurationFiles());
            if (TopLevelKey("route").IsMatch(yaml))
            {
                var alertmanager = loader.LoadAlertmanager("document", yaml);
                if (!alertmanager.IsValid)
                {
                    yield return alertmanager.Render();
                }
            }
            else if (TopLevelKey("storage").IsMatch(yaml))
            {
                var house = loader.LoadBelfry("document", yaml);
                if (!house.IsValid)
                {
                    yield return house.Render();
                }
            }
            else if (TopLevelKey("scrape_configs").IsMatch(yaml) || TopLevelKey("global").IsMatch(yaml))
            {
                var prometheus = loader.LoadPrometheus("document", yaml);
                if (!prometheus.IsValid)
                {
                    yield return prometheus.Render();
                }
            }
        }
    }

    /// <summary>Flags that a document mentions and no table has.</summary>
    internal static IEnumerable<string> UnknownFlags(string document, IReadOnlySet<string> flags) =>
        Flag().Matches(document)
            .Select(match => match.Groups["name"].Value.TrimEnd('.'))
            .Where(name => !flags.Contains(name) && !Others.Contains(name))
            .Where(name => !(name.StartsWith("no-", StringComparison.Ordinal) && flags.Contains(name[3..])))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Paths and projects of this repository that a document in <paramref name="folder"/> mentions in
    /// vain.</summary>
    internal static IEnumerable<string> MissingPaths(string document, string folder)
    {
        var paths = RepositoryPath().Matches(document).Select(match => match.Value.TrimEnd('.', '/'))
            .Select(path => (Text: path, Path: Path.Combine(Root, path)));
        var links = Link().Matches(document).Select(match => match.Groups["target"].Value)
            .Select(target => (Text: target, Path: Path.Combine(Root, folder, target)));
        return paths.Concat(links).Where(claim => !Exists(claim.Path)).Select(claim => claim.Text)
            .Concat(Project().Matches(document).Select(match => match.Groups["name"].Value)
                .Where(name => !Exists(Path.Combine(Root, "src", name)) && !Exists(Path.Combine(Root, "tests", name))));
    }

    private static bool Exists(string path) => path.Contains('*', StringComparison.Ordinal)
        ? Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Any()
        : File.Exists(path) || Directory.Exists(path);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Belfry.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd('/'))
                ?? throw new InvalidOperationException("the tests do not run inside the repository");
        }

        return folder;
    }

    private static Regex TopLevelKey(string key) => new($"^{key}:", RegexOptions.Multiline);

    [GeneratedRegex(@"^```yaml\n(?<yaml>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex(@"(?<![\w-])--(?<name>[a-z][a-z0-9.-]*[a-z0-9])")]
    private static partial Regex Flag();

    [GeneratedRegex(@"(?<![\w/.])(src|tests|docs|eng|samples)/[\w./*-]+")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<name>Belfry\.\w+(\.Tests)?)`")]
    private static partial Regex Project();
}
