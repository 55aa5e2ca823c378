namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>A command of a script.</summary>
internal abstract record ScriptCommand;
