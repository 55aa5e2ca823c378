namespace Belfry.Storage.Journal;

/// <summary>
/// Takes one record of a replay. The payload lives until it returns. Its checksum was right, so a payload that makes
/// no sense comes from a newer program or a bug: throw <see cref="Contracts.StorageFailureException"/>, which ends the
/// opening.
/// </summary>
public delegate void JournalRecordHandler(byte type, ReadOnlySpan<byte> payload);
