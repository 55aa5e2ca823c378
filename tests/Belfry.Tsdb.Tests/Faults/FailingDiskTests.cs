using System.Globalization;
using Belfry.Testing;
using Belfry.Testing.Disk;
using Belfry.Tsdb.Tests.Model;
using Xunit;

namespace Belfry.Tsdb.Tests.Faults;

/// <summary>
/// The same scenario again and again, each time with a failure at another of its disk operations: what failed is told,
/// nothing acknowledged is lost, nothing invented, and the store goes on. <c>BELFRY_LONG</c> visits every operation.
/// </summary>
public sealed class FailingDiskTests(ITestOutputHelper output)
{
    private static readonly Action<History>[] Scenario =
    [
        Append, Append, Append, Failing.TryMaintain, Append, Delete, Append, Failing.TryMaintain, Failing.TrySnapshot,
        Append, Failing.TryCleanTombstones, Restart, Append, Append, Append, Failing.TryMaintain, Delete, Append,
        Append, Append, Failing.TryMaintain, Failing.TryCleanTombstones, Restart, Append, Failing.TryMaintain,
    ];

    private static bool IsLong => Environment.GetEnvironmentVariable("BELFRY_LONG") is not null;

    private static int Stride => IsLong ? 1 : 7;

    [Theory]
    [InlineData(DiskOperation.Write)]
    [InlineData(DiskOperation.Sync)]
    [InlineData(DiskOperation.Create)]
    [InlineData(DiskOperation.Open)]
    [InlineData(DiskOperation.Map)]
    [InlineData(DiskOperation.Rename)]
    [InlineData(DiskOperation.Delete)]
    [InlineData(DiskOperation.Read)]
    public void One_failure_anywhere_is_told_and_costs_nothing_acknowledged(DiskOperation kind) =>
        Visit((disk, number) => FailOnce(disk, kind, number), $"{kind}");

    [Fact]
    public void A_denial_anywhere_is_told_as_a_failure_is() => Visit(
        (disk, number) =>
        {
            disk.Faults.AreDenials = true;
            FailOnce(disk, DiskOperation.Any, number);
        },
        "denial");

    /// <summary>From some operation on the disk takes nothing any more, until the process is started again.</summary>
    [Fact]
    public void A_disk_that_stays_broken_loses_nothing_acknowledged() => Visit(
        (disk, number) =>
        {
            var count = 0;
            disk.Faults.FailWhen = (operation, _) =>
                operation is DiskOperation.Write or DiskOperation.Sync && ++count >= number;
        },
        "broken for good",
        isLasting: true);

    /// <summary>The disk is full after so many bytes; there is room again after each refusal.</summary>
    [Fact]
    public void A_full_disk_at_any_byte_loses_nothing_acknowledged() => Visit(
        (disk, number) => disk.Faults.FreeBytes = number * 97, "full");

    private static void FailOnce(MemoryDirectory disk, DiskOperation kind, int number)
    {
        var count = 0;
        disk.Faults.FailWhen = (operation, _) =>
            (operation == kind || kind == DiskOperation.Any) && ++count == number;
    }

    private void Visit(Action<MemoryDirectory, int> plan, string what, bool isLasting = false)
    {
        var seed = new Seed(77);
        var visited = 0;
        Parallel.ForEach(
            StoreVariant.All.Where(variant => IsLong || variant.Name is "interval" or "every-commit"),
            variant =>
            {
                // Until the scenario gets through without meeting the failure.
                for (var number = 1 + (seed.Value % Stride); ; number += Stride)
                {
                    var history = new History(variant, seed.Value) { KeepsFaults = true };
                    if (!IsMet(history, plan, number, isLasting, what))
                    {
                        break;
                    }

                    Interlocked.Increment(ref visited);
                }
            });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {visited} places"));
        Assert.True(visited > 0);
    }

    private static bool IsMet(
        History history, Action<MemoryDirectory, int> plan, int number, bool isLasting, string what)
    {
        var faults = history.Disk.Faults;
        history.Tell(() =>
        {
            history.Note($"{what} {number}");
            plan(history.Disk, number);
            Failing.TryStart(history);
            foreach (var operation in Scenario)
            {
                history.Note($"{operation.Method.Name} at {history.NowMs}");
                operation(history);
                if (isLasting && faults.FailureCount > 0)
                {
                    Endings.Kill(history);
                    break;
                }
            }

            history.CompareAll();
            faults.FailWhen = null;
            faults.Clear();
            Endings.Restart(history);
            Endings.PowerCut(history);
            history.Store.Dispose();
        });
        return faults.FailureCount > 0;
    }

    private static void Append(History history) => Failing.Try(history, () => Appending.Commit(history, 40));

    private static void Delete(History history) => Failing.TryDelete(history, Upkeep.ChooseDeletion(history));

    private static void Restart(History history)
    {
        history.Store.Dispose();
        Failing.TryStart(history);
    }
}
