namespace Belfry.Compatibility.Tests.Tables;

/// <summary>A clock that stands at the tables' now.</summary>
internal sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Cell.Now;
}
