using System.Buffers.Binary;
using System.Security.Cryptography;
using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// Alerts that are notified about together: those with the same group labels under one route. It stands in the schedule
/// exactly once while it lives. Guarded by the router's lock.
/// </summary>
internal sealed class AlertGroup(Route route, Labels labels)
{
    private UInt128 keyHash;

    internal Route Route { get; } = route;

    internal Labels Labels { get; } = labels;

    internal AlertSet Alerts { get; } = new();

    /// <summary>A flush is under way; the next one waits for its end.</summary>
    internal bool IsFlushing { get; set; }

    /// <summary>The group fell due while it was flushing.</summary>
    internal bool IsFlushDue { get; set; }

    /// <summary>Removed; whatever still refers to it lets go of it.</summary>
    internal bool IsDestroyed { get; set; }

    /// <summary>The time intervals that muted the last flush; empty when none did.</summary>
    internal IReadOnlyList<string> MutedBy { get; set; } = [];

    internal string Key => Route.GroupKey(Labels);

    /// <summary>128 bits of SHA-256 of the key: what the notification log knows a group by, across restarts.</summary>
    internal UInt128 KeyHash => keyHash != 0 ? keyHash : keyHash = HashOf(Key);

    internal static UInt128 HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
