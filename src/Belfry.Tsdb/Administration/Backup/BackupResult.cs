using Belfry.Tsdb.Administration.Verification;

namespace Belfry.Tsdb.Administration.Backup;

/// <summary>What a backup, a restore, or a look at a backup came to.</summary>
/// <param name="FileCount">Files that were copied or compared.</param>
/// <param name="SizeBytes">Their bytes.</param>
/// <param name="CreatedAt">When the backup was made.</param>
/// <param name="Report">What verifying its content found, files that differ from the backup's list included.</param>
public sealed record BackupResult(int FileCount, long SizeBytes, DateTimeOffset CreatedAt, VerificationReport Report);
