namespace Belfry.Query.Scripts;

/// <summary>A command of a script.</summary>
internal abstract record ScriptCommand;
