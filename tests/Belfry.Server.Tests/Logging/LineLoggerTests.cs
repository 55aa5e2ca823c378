using Belfry.Server.Logging;
using Belfry.Storage.Contracts;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Belfry.Server.Tests.Logging;

public sealed class LineLoggerTests : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };

    public void Dispose() => output.Dispose();

    [Fact]
    public void An_event_is_one_line_with_its_members()
    {
        Logger(LineFormat.Logfmt).LogWarning("scrape failed target={Target} after={After}", "a b", 1.5);

        Assert.Equal(
            "time=2024-02-29T13:37:11.513Z level=WARN source=Belfry.Test msg=\"scrape failed\" target=\"a b\" after=1.5\n",
            output.ToString());
    }

    [Fact]
    public void A_line_break_in_a_value_does_not_break_the_line()
    {
        Logger(LineFormat.Logfmt).LogError("odd text={Text}", "one\ntwo \"three\"");

        Assert.EndsWith("msg=odd text=\"one\\ntwo \\\"three\\\"\"\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void As_JSON_it_has_the_same_members()
    {
        Logger(LineFormat.Json).LogInformation("started port={Port}", 90);

        Assert.Equal(
            "{\"time\":\"2024-02-29T13:37:11.513Z\",\"level\":\"INFO\",\"source\":\"Belfry.Test\",\"msg\":\"started\",\"port\":\"90\"}\n",
            output.ToString());
    }

    [Fact]
    public void Values_within_the_words_stay_there()
    {
        Logger(LineFormat.Logfmt).LogInformation("took {Count} of many", 3);

        Assert.Contains("msg=\"took 3 of many\" count=3", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Less_severe_events_are_left_out()
    {
        Logger(LineFormat.Logfmt).LogDebug("detail");

        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void An_exception_is_a_member()
    {
        Logger(LineFormat.Logfmt).LogWarning(new InvalidOperationException("no luck"), "gave up");

        Assert.EndsWith("msg=\"gave up\" err=\"no luck\"\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_is_told_with_its_stack_and_a_disk_that_failed_with_its_place()
    {
        var logger = Logger(LineFormat.Logfmt);
        logger.LogError(new InvalidOperationException("a bug"), "broke");
        logger.LogError(new StorageFailureException("no space", "00000001", 7, "free some"), "not stored");

        var lines = output.ToString().Split('\n');
        Assert.Contains(" stack=\"System.InvalidOperationException: a bug", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(
            "err=\"no space (file `00000001`, offset 7; free some)\"", lines[1], StringComparison.Ordinal);
    }

    private ILogger Logger(LineFormat format) =>
        new LineLoggerProvider(output, format, LogLevel.Information, new ManualClock()).CreateLogger("Belfry.Test");
}
