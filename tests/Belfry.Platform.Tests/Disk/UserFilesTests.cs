using Belfry.Platform.Disk;
using Xunit;

namespace Belfry.Platform.Tests.Disk;

public sealed class UserFilesTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("belfry-files-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public void A_pattern_gives_the_matching_files_in_order()
    {
        foreach (var name in new[] { "rules/b.yml", "rules/a.yml", "rules/c.txt", "more/a.yml" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(path, name))!);
            File.WriteAllText(Path.Combine(path, name), "");
        }

        Assert.Equal(
            [Path.Combine(path, "rules/a.yml"), Path.Combine(path, "rules/b.yml")],
            UserFiles.Expand(Path.Combine(path, "rules/*.yml")));
        Assert.Equal(
            [Path.Combine(path, "more/a.yml"), Path.Combine(path, "rules/a.yml")],
            UserFiles.Expand(Path.Combine(path, "*/a.yml")));
        Assert.Empty(UserFiles.Expand(Path.Combine(path, "nowhere/*.yml")));
    }

    [Theory]
    [InlineData("missing.yml", "no such file or directory")]
    [InlineData("large.yml", "the file has 11 bytes; at most 10 are read")]
    [InlineData("binary.yml", "the file is not UTF-8 text")]
    public void A_file_that_cannot_be_read_says_why(string name, string reason)
    {
        File.WriteAllText(Path.Combine(path, "large.yml"), new string('x', 11));
        File.WriteAllBytes(Path.Combine(path, "binary.yml"), [0xff, 0xfe, 0xfd]);

        Assert.False(UserFiles.TryReadText(Path.Combine(path, name), 10, out _, out var error));
        Assert.Equal(reason, error);
    }
}
