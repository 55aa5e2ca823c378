using Xunit;

namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>Waits for what another program brings about. The patience is generous; it is no claim about
/// speed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    internal static async Task TrueAsync(Func<Task<bool>> condition, Func<string> complaint)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            if (await condition())
            {
                return;
            }

            if (DateTime.UtcNow > until)
            {
                Assert.Fail(complaint());
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
