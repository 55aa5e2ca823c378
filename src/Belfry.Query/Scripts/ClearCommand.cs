namespace Belfry.Query.Scripts;

/// <summary>Drops all data.</summary>
internal sealed record ClearCommand : ScriptCommand;
