namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>A file in a folder of its own, deleted with it at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    internal TemporaryFile(string name, string content)
    {
        Folder = Directory.CreateTempSubdirectory("belfry-file-").FullName;
        Path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(Path, content);
    }

    internal string Folder { get; }

    internal string Path { get; }

    internal void Write(string content) => File.WriteAllText(Path, content);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
