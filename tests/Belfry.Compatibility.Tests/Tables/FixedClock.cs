namespace Belfry.Compatibility.Tests.Tables;

/// <summary>A clock that stands: at the tables' now, or where it is told.</summary>
internal sealed class FixedClock(DateTimeOffset? now = null) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now ?? Cell.Now;
}
