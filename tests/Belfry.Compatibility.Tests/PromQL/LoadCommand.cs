namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Appends samples.</summary>
/// <param name="StepMs">The distance of positions.</param>
/// <param name="Series">The series; of two lines of one series the last counts.</param>
/// <param name="IsConverted">Whether classic histograms are loaded as native ones with custom buckets, too.</param>
internal sealed record LoadCommand(long StepMs, IReadOnlyList<SeriesDescription> Series, bool IsConverted)
    : ScriptCommand;
