using Belfry.Tsdb.Administration.Verification;

namespace Belfry.Server.Commands;

/// <summary>Shows what a verification found: notes, damage, one a line, and a line of totals.</summary>
internal static class VerificationText
{
    internal static async Task WriteAsync(TextWriter output, VerificationReport report)
    {
        foreach (var note in report.Notes)
        {
            await output.WriteLineAsync($"note: {note}");
        }

        foreach (var finding in report.Findings)
        {
            await output.WriteLineAsync($"damage: {finding}");
        }

        if (report.DamageCount > report.Findings.Count)
        {
            await output.WriteLineAsync($"damage: {report.DamageCount - report.Findings.Count} more");
        }

        await output.WriteLineAsync(
            (report.IsSound ? "sound: " : $"DAMAGED in {report.DamageCount} places: ")
            + $"{report.BlockCount} blocks, {report.SeriesCount} series, {report.PostingsListCount} postings lists, "
            + $"{report.ChunkCount} chunks, {report.SampleCount} samples; "
            + $"journal: {report.JournalRecordCount} records, {report.JournalSeriesCount} series");
    }
}
