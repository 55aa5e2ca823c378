using System.Buffers;
using Belfry.Collectors.Host;
using Belfry.Encoding.Exposition;
using Belfry.Testing.Time;

namespace Belfry.Collectors.Tests.Host;

/// <summary>A folder with the files of a small machine, written by hand after real ones, deleted at the end.</summary>
internal sealed class HostTree : IDisposable
{
    internal HostTree() => Root = Directory.CreateTempSubdirectory("belfry-host-").FullName;

    internal string Root { get; }

    internal HostMetricsOptions Options => new()
    {
        ProcPath = Path.Combine(Root, "proc"),
        SysPath = Path.Combine(Root, "sys"),
        RootPath = Path.Combine(Root, "root"),
        TextFileFolder = Path.Combine(Root, "textfiles"),
        MountTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Every file of the tree, as paths relative to the root.</summary>
    internal IReadOnlyList<string> Files =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    internal static HostTree Recorded()
    {
        var tree = new HostTree();
        foreach (var (path, text) in RecordedFiles.All)
        {
            tree.Write(path, text);
        }

        return tree;
    }

    internal void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    internal void Write(string path, byte[] bytes) => File.WriteAllBytes(Path.Combine(Root, path), bytes);

    internal void Delete(string path) => File.Delete(Path.Combine(Root, path));

    /// <summary>What one collector writes, as text.</summary>
    internal string Collect(IHostCollector collector, out CollectOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var files = new HostFiles(Options);
        outcome = collector.Collect(files, new TextExpositionWriter(buffer));
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The sample lines of the collector of this name.</summary>
    internal IReadOnlyList<string> Samples(string collector)
    {
        var text = Collect(HostCollectors.All(Options, new ManualClock()).Single(one => one.Name == collector), out _);
        return [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
