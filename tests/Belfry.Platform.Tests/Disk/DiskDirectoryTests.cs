using Belfry.Platform.Disk;
using Xunit;

namespace Belfry.Platform.Tests.Disk;

public sealed class DiskDirectoryTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("belfry-disk-").FullName;
    private readonly DiskDirectory directory;

    public DiskDirectoryTests() => directory = DiskDirectory.OpenOrCreate(path);

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void Written_bytes_are_read_back_and_mapped()
    {
        using (var file = directory.Create("a"))
        {
            file.Write(0, "hello "u8);
            file.Write(6, "world"u8);
            file.Sync();
        }

        using var mapped = directory.Map("a");

        Assert.Equal(11, mapped.LengthBytes);
        Assert.True(mapped.Slice(6, 5).SequenceEqual("world"u8));
    }

    [Fact]
    public void A_read_at_the_end_of_the_file_is_short()
    {
        using var file = directory.Create("a");
        file.Write(0, "abc"u8);

        Assert.Equal(1, file.Read(2, new byte[10]));
        Assert.Equal(0, file.Read(99, new byte[10]));
    }

    [Fact]
    public void A_slice_outside_a_mapped_file_is_refused()
    {
        directory.Create("empty").Dispose();
        using var mapped = directory.Map("empty");

        Assert.Equal(0, mapped.Slice(0, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Slice(0, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Slice(-1, 1).Length);
    }

    [Fact]
    public void A_rename_replaces_the_file_of_that_name()
    {
        directory.Create("old").Dispose();
        using (var file = directory.Create("new"))
        {
            file.Write(0, "x"u8);
        }

        directory.Rename("new", "old");
        directory.Sync();

        Assert.Equal(["old"], directory.Files());
        using var renamed = directory.Open("old", writable: false);
        Assert.Equal(1, renamed.LengthBytes);
    }

    [Fact]
    public void A_held_lock_is_not_given_twice()
    {
        using (var held = directory.TryLock("lock"))
        {
            Assert.NotNull(held);
            Assert.Null(directory.TryLock("lock"));
        }

        using var again = directory.TryLock("lock");
        Assert.NotNull(again);
    }

    [Fact]
    public void A_link_survives_the_deletion_of_the_first_name()
    {
        using (var file = directory.Create("a"))
        {
            file.Write(0, "kept"u8);
        }

        directory.Link("a", directory.Subdirectory("copy"), "b");
        directory.Delete("a");

        using var linked = directory.Subdirectory("copy").Open("b", writable: false);
        Assert.Equal(4, linked.LengthBytes);
    }
}
