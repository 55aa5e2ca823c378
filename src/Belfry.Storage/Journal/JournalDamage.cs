namespace Belfry.Storage.Journal;

/// <summary>A place in the journal that could not be read when it was opened. Everything before it was kept.</summary>
/// <param name="File">The segment or checkpoint.</param>
/// <param name="Offset">The first byte that is no whole record.</param>
/// <param name="LengthBytes">The bytes from there to the end of the file.</param>
/// <param name="IsTornTail">
/// True for the unfinished end of the last segment, as a crash leaves it: it was cut off. False for damage: the bytes
/// were set aside.
/// </param>
/// <param name="SetAsideAs">The file that now holds the bytes; null when they were cut off or left in place.</param>
public sealed record JournalDamage(string File, long Offset, long LengthBytes, bool IsTornTail, string? SetAsideAs)
{
    /// <summary>Why a record with a right checksum cannot be used; null when the bytes themselves are wrong.</summary>
    public string? Reason { get; init; }
}
