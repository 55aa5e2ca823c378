using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Binding;

/// <summary>A path with wildcards that a file names, resolved, and where it names it.</summary>
internal sealed record FilePattern(string Path, SourceLocation Place);
