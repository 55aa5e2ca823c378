namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Drops all data.</summary>
internal sealed record ClearCommand : ScriptCommand;
