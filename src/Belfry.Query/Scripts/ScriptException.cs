namespace Belfry.Query.Scripts;

/// <summary>Ends a script that cannot be read or whose data cannot be loaded; caught where the script began.</summary>
internal sealed class ScriptException(string message) : Exception(message);
