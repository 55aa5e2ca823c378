using Belfry.Platform.Disk;
using Xunit;

namespace Belfry.Collectors.Tests.Host;

public sealed class KernelFilesTests
{
    [Fact]
    public void A_file_larger_than_the_buffer_is_read_whole_and_a_huge_one_is_cut()
    {
        using var tree = new HostTree();
        tree.Write("large", new string('a', 100_000) + "b");
        tree.Write("huge", new byte[KernelFiles.LengthBytesMax * 3]);
        tree.Write("empty", "");
        using var files = new KernelFiles(tree.Root);

        Assert.True(files.TryRead("large", out var large));
        Assert.Equal((100_001, (byte)'b'), (large.Length, large[^1]));
        Assert.True(files.TryRead("huge", out var huge));
        Assert.InRange(huge.Length, KernelFiles.LengthBytesMax, KernelFiles.LengthBytesMax * 2);
        Assert.True(files.TryRead("empty", out var empty));
        Assert.True(empty.IsEmpty);
    }

    [Fact]
    public void What_is_missing_or_no_file_is_an_outcome_and_no_exception()
    {
        using var tree = new HostTree();
        tree.Write("folder/file", "x");
        using var files = new KernelFiles(tree.Root);

        Assert.False(files.TryRead("nothing", out _));
        Assert.False(files.TryRead("folder", out _));
        Assert.False(files.TryRead("folder/file/below", out _));
        Assert.Empty(files.Names("nothing"));
        Assert.Equal(["file"], files.Names("folder"));
        Assert.Null(files.LinkTargetName("folder/file"));
        Assert.Null(files.LinkTargetName("nothing"));
    }

    [Fact]
    public void A_volume_that_is_not_there_is_an_error_in_words()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "statvfs is asked");
        Assert.False(VolumeSpace.TryRead("/nowhere", out _, out var error));
        Assert.NotEqual("", error);
        Assert.True(VolumeSpace.TryRead("/", out var space, out _));
        Assert.True(space.SizeBytes >= space.FreeBytes && space.FreeBytes >= space.AvailableBytes);
    }
}
