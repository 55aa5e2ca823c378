using Belfry.Collectors.Host;
using Belfry.Collectors.Host.Disks;
using Belfry.Platform.Disk;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class MountProberTests
{
    [Fact]
    public void A_volume_that_does_not_answer_is_marked_and_the_others_are_asked()
    {
        using var away = new ManualResetEventSlim();
        var asked = 0;
        var prober = new MountProber(TimeSpan.FromMilliseconds(200), Ask);

        var first = prober.Probe(["/a", "/nfs", "/b"]);
        var second = prober.Probe(["/a", "/nfs", "/b"]);
        away.Set();
        MountProber.Answer[] third;
        do
        {
            third = prober.Probe(["/a", "/nfs", "/b"]);
        }
        while (third[1].Error.Length > 0);

        Assert.Equal(["", "mount point did not answer in time", ""], first.Select(answer => answer.Error));
        Assert.Equal(["", "mount point is still stuck", ""], second.Select(answer => answer.Error));
        Assert.Equal(7, first[2].Space.SizeBytes);
        Assert.All(third, answer => Assert.Equal(7, answer.Space.SizeBytes));
        Assert.Equal(2, asked);

        bool Ask(string path, out VolumeSpace space, out string error)
        {
            error = "";
            space = new VolumeSpace(7, 0, 0, 0, 0);
            if (path == "/nfs")
            {
                Interlocked.Increment(ref asked);
                away.Wait();
            }

            return true;
        }
    }

    [Fact]
    public void No_more_than_a_few_threads_are_ever_left_behind()
    {
        using var away = new ManualResetEventSlim();
        var prober = new MountProber(TimeSpan.FromMilliseconds(80), (string _, out VolumeSpace space, out string error) =>
        {
            away.Wait();
            (space, error) = (default, "");
            return true;
        });

        var answers = prober.Probe([.. Enumerable.Range(0, 20).Select(index => $"/{index}")]);
        away.Set();

        Assert.Equal(MountProber.StuckMax, answers.Count(answer => answer.Error == "mount point did not answer in time"));
        Assert.Equal(20 - MountProber.StuckMax, answers.Count(answer => answer.Error == "too many mount points are stuck"));
    }

    [Fact]
    public void A_file_system_has_its_room_or_an_error_and_its_mode()
    {
        using var tree = HostTree.Recorded();
        var collector = new FileSystemCollector(tree.Options, (string path, out VolumeSpace space, out string error) =>
        {
            space = new VolumeSpace(1000, 400, 300, 50, 20);
            error = path.EndsWith("/run", StringComparison.Ordinal) ? "permission denied" : "";
            return error.Length == 0;
        });

        var text = tree.Collect(collector, out var outcome);

        Assert.Equal(CollectOutcome.Collected, outcome);
        Assert.Contains(
            "node_filesystem_avail_bytes{device=\"/dev/sda1\",mountpoint=\"/\",fstype=\"ext4\"} 300\n",
            text, StringComparison.Ordinal);
        Assert.Contains(
            "node_filesystem_readonly{device=\"/dev/sdb1\",mountpoint=\"/srv/my disk\",fstype=\"xfs\"} 1\n",
            text, StringComparison.Ordinal);
        Assert.Contains(
            "node_filesystem_device_error{device=\"tmpfs\",mountpoint=\"/run\",fstype=\"tmpfs\","
            + "device_error=\"permission denied\"} 1\n",
            text, StringComparison.Ordinal);
        Assert.DoesNotContain("size_bytes{device=\"tmpfs\"", text, StringComparison.Ordinal);
    }
}
