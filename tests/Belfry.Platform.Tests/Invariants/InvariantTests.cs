using Belfry.Platform.Invariants;
using Xunit;

namespace Belfry.Platform.Tests.Invariants;

public sealed class InvariantTests
{
    [Fact]
    public void A_violation_is_counted_and_thrown_where_violations_throw()
    {
        Invariant.Throws = true;

        var exception = Assert.Throws<InvariantViolationException>(() => Invariant.Holds("test.thrown", false));

        Assert.StartsWith("BUG: ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, Invariant.Violations["test.thrown"]);
    }

    [Fact]
    public void What_holds_is_neither_counted_nor_thrown()
    {
        Assert.True(Invariant.Holds("test.held", true));
        Assert.False(Invariant.Violations.ContainsKey("test.held"));
    }
}
