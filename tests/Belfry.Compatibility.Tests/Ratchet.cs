using System.Text.Json;

namespace Belfry.Compatibility.Tests;

/// <summary>
/// The counts that may not fall, in <c>ratchet.json</c>: file to passed cases. A file that is not listed is new and may
/// have any count; raise a count when it has risen.
/// </summary>
internal static class Ratchet
{
    internal static IReadOnlyDictionary<string, int> Load() => JsonSerializer.Deserialize<Dictionary<string, int>>(
        File.ReadAllText(Path.Combine(
            ConformanceFolder.RepositoryRoot(), "tests/Belfry.Compatibility.Tests/ratchet.json")))!;

    /// <summary>The files that have fallen below their count.</summary>
    internal static IEnumerable<string> Complaints(
        IReadOnlyDictionary<string, int> ratchet, IReadOnlyDictionary<string, int> passed) =>
        passed
            .Where(file => file.Value < ratchet.GetValueOrDefault(file.Key))
            .Select(file => $"{file.Key}: {file.Value} passed, and it was {ratchet[file.Key]}");
}
