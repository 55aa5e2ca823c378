namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Appends samples.</summary>
/// <param name="StepMs">The distance of positions.</param>
/// <param name="Series">The series; of two lines of one series the last counts.</param>
internal sealed record LoadCommand(long StepMs, IReadOnlyList<SeriesDescription> Series) : ScriptCommand;
