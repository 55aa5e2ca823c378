namespace Belfry.Query.Scripts;

/// <summary>Appends samples.</summary>
/// <param name="StepMs">The distance of positions.</param>
/// <param name="Series">The series; of two lines of one series the last counts.</param>
/// <param name="ConvertsClassic">Whether classic histograms are also loaded as native ones.</param>
internal sealed record LoadCommand(long StepMs, IReadOnlyList<SeriesLine> Series, bool ConvertsClassic) : ScriptCommand
{
    /// <summary>Where it is written, from one.</summary>
    internal int Line { get; init; }
}
