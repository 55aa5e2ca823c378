namespace Belfry.Tsdb.Administration.Backfill;

/// <summary>What a file says cannot become blocks: the message says where it is and why.</summary>
public sealed class BackfillException(string message) : Exception(message);
