using Belfry.Query.Scripts;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Scripts;

/// <summary>Runs scripts in tests.</summary>
internal static class Script
{
    internal static ScriptReport Run(string script, bool delayedNameRemoval = true) => PromQLScript.Run(
        script, delayedNameRemoval, new ManualClock(), TestContext.Current.CancellationToken);

    /// <summary>Fails, with all that went wrong, unless every evaluation of the script is as it expects.</summary>
    internal static void Passes(string script)
    {
        var report = Run(script);
        Assert.True(report.IsPassed, string.Join('\n', report.Failures));
        Assert.True(report.Total > 0);
    }
}
