using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Yaml;

/// <summary>What came of reading a YAML text: its documents, or the one reason why it cannot be read.</summary>
/// <param name="Documents">The root of each document; null for an empty one. Empty when there is an error.</param>
/// <param name="Error">Why the text cannot be read, or null.</param>
internal sealed record YamlStream(IReadOnlyList<YamlNode?> Documents, Diagnostic? Error);
