using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Yaml;

/// <summary>
/// Ends the reading of a text that is beyond a limit or refers to what is not there; caught by its reader.
/// </summary>
internal sealed class YamlRefusedException(SourceLocation location, string message, string hint = "")
    : Exception(message)
{
    internal SourceLocation Location { get; } = location;

    internal string Hint { get; } = hint;
}
