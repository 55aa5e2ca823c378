using System.Reflection;

namespace Belfry.Web;

/// <summary>
/// The files of the page by path. Empty when the page was not built. Immutable; any thread may use it.
/// </summary>
internal sealed class UiFiles
{
    private const string Prefix = "ui/";
    private const string BrotliSuffix = ".br";
    private const string GzipSuffix = ".gz";

    private readonly Dictionary<string, UiFile> files;

    /// <summary>`contents` by path; `x.br` and `x.gz` are packed forms of `x`, not files of their own.</summary>
    internal UiFiles(IReadOnlyDictionary<string, UiContent> contents)
    {
        files = contents
            .Where(pair => !IsPackedForm(contents, pair.Key))
            .ToDictionary(
                pair => pair.Key,
                pair => new UiFile(
                    pair.Key,
                    pair.Value,
                    contents.GetValueOrDefault(pair.Key + BrotliSuffix),
                    contents.GetValueOrDefault(pair.Key + GzipSuffix)),
                StringComparer.Ordinal);
    }

    internal IEnumerable<UiFile> All => files.Values;

    /// <summary>
    /// The resources `ui/*` of an assembly. They stay in the mapped file: nothing is copied to memory before it is
    /// asked for.
    /// </summary>
    internal static UiFiles Embedded(Assembly assembly) => new(assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(
            name => name[Prefix.Length..],
            name => new UiContent(() => assembly.GetManifestResourceStream(name)!),
            StringComparer.Ordinal));

    internal UiFile? Find(string path) => files.GetValueOrDefault(path);

    private static bool IsPackedForm(IReadOnlyDictionary<string, UiContent> contents, string path) =>
        (path.EndsWith(BrotliSuffix, StringComparison.Ordinal) || path.EndsWith(GzipSuffix, StringComparison.Ordinal))
        && contents.ContainsKey(path[..^BrotliSuffix.Length]);
}
