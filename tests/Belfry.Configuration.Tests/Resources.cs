namespace Belfry.Configuration.Tests;

/// <summary>Texts that are built into the tests.</summary>
internal static class Resources
{
    internal static string Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
