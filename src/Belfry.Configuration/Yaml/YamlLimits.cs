namespace Belfry.Configuration.Yaml;

/// <summary>What a file may hold; beyond it is an error, never a crash or an endless wait.</summary>
internal static class YamlLimits
{
    internal const int FileCharactersMax = 32 * 1024 * 1024;
    internal const int DepthMax = 100;
    internal const int NodesMax = 1_000_000;
    internal const int DocumentsMax = 100;
    internal const int DiagnosticsMax = 1_000;
}
