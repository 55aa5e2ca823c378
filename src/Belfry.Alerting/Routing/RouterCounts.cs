using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>Figures of the router at one moment.</summary>
internal readonly record struct RouterCounts(
    TimestampMs Now, int ActiveCount, int SuppressedCount, int GroupCount, int LogEntryCount);
