using System.Diagnostics;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Waits for what other threads do.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static void Until(Func<bool> isDone)
    {
        var start = Stopwatch.GetTimestamp();
        while (!isDone())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("waited for half a minute");
            }

            Thread.Sleep(5);
        }
    }
}
