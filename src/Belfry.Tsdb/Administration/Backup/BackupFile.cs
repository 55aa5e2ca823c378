namespace Belfry.Tsdb.Administration.Backup;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Below the backup's data folder, with <c>/</c> between parts.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Checksum">CRC-32C of its bytes.</param>
internal sealed record BackupFile(string Path, long SizeBytes, uint Checksum);
