using Belfry.Configuration;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Platform.Disk;

namespace Belfry.Ingestion.Discovery;

/// <summary>
/// Target groups in YAML or JSON files. The files are read again every few seconds, which finds changes on any file
/// system; a file that is wrong or cannot be read keeps the targets it had, one that is gone loses them.
/// </summary>
internal sealed class FileDiscovery : ITargetDiscovery
{
    private const long FileBytesMax = 64 << 20;

    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    private readonly FileSdConfig config;
    private readonly TimeProvider clock;
    private readonly Action<string, string> report;
    private readonly ConfigurationLoader loader = new(new NoFiles());
    private readonly Dictionary<string, FileGroups> known = new(StringComparer.Ordinal);

    /// <param name="config">The files.</param>
    /// <param name="clock">Tells when to read again.</param>
    /// <param name="report">Told the path and what is wrong, once for each text of a file.</param>
    internal FileDiscovery(FileSdConfig config, TimeProvider clock, Action<string, string> report)
    {
        this.config = config;
        this.clock = clock;
        this.report = report;
    }

    public async Task RunAsync(Action<IReadOnlyList<TargetGroup>> publish, CancellationToken cancellationToken)
    {
        var wait = config.RefreshInterval < ReadEvery ? config.RefreshInterval : ReadEvery;
        var isFirst = true;
        while (true)
        {
            if (Read() || isFirst)
            {
                publish([.. known.Values.SelectMany(file => file.Groups)]);
            }

            isFirst = false;
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Reads all files; true when any target may have changed.</summary>
    private bool Read()
    {
        var paths = config.Files.SelectMany(UserFiles.Expand).Distinct(StringComparer.Ordinal).ToList();
        var hasChanged = false;
        foreach (var gone in known.Keys.Except(paths, StringComparer.Ordinal).ToList())
        {
            known.Remove(gone);
            hasChanged = true;
        }

        foreach (var path in paths)
        {
            hasChanged |= Read(path);
        }

        return hasChanged;
    }

    private bool Read(string path)
    {
        var before = known.GetValueOrDefault(path) ?? new FileGroups("", []);
        if (!UserFiles.TryReadText(path, FileBytesMax, out var text, out var error))
        {
            report(path, error);
            return false;
        }

        if (text == before.Text)
        {
            return false;
        }

        var loaded = loader.LoadTargetGroups(path, text);
        if (loaded.Value is null)
        {
            report(path, loaded.Render());
            known[path] = before with { Text = text };
            return false;
        }

        known[path] = new FileGroups(text, [.. loaded.Value.Select(group => Group(group, path))]);
        return true;
    }

    private static TargetGroup Group(TargetGroupConfig config, string path)
    {
        var labels = new LabelsBuilder();
        labels.Reset(config.Labels);
        labels.Set("__meta_filepath", path);
        return StaticDiscovery.Group(config) with { Labels = labels.ToLabels() };
    }

    private sealed record FileGroups(string Text, IReadOnlyList<TargetGroup> Groups);

    // Groups do not name other files.
    private sealed class NoFiles : IConfigurationFiles
    {
        public bool TryRead(string path, out string text, out string error)
        {
            text = "";
            error = "no such file or directory";
            return false;
        }

        public IReadOnlyList<string> Expand(string globPattern) => [];
    }
}
