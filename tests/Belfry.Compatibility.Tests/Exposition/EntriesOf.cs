namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>Reads a whole text: its entries, and why it could not be read on.</summary>
internal delegate (IReadOnlyList<ReadEntry> Entries, string? Error) EntriesOf(ReadOnlySpan<byte> text);
