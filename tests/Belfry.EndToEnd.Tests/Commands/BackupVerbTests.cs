using System.Globalization;
using Belfry.EndToEnd.Tests.Durability;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Commands;

public sealed class BackupVerbTests : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-backup-").FullName;
    private readonly long nowMs = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeMilliseconds();

    private string Backup => Path.Combine(folder, "backup");

    private string Restored => Path.Combine(folder, "restored");

    [Fact]
    public async Task A_running_server_is_backed_up_restored_and_answers_the_same()
    {
        using var server = new BelfryServer();
        await server.StartAsync();
        await SendAsync(server);
        var before = await ValuesAsync(server);

        var made = (await Verb.RunAsync("backup", $"--url={server.Url}", Backup)).Ended(0);
        Assert.Contains("sound: 1 blocks, ", made.Output, StringComparison.Ordinal);
        Assert.Contains("backed up ", made.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(server.DataFolder, "snapshots")));

        (await Verb.RunAsync("verify", Backup)).Ended(0);
        var inUse = (await Verb.RunAsync("verify", server.DataFolder)).Ended(1);
        Assert.Contains("is in use by another process", inUse.Errors, StringComparison.Ordinal);
        (await Verb.RunAsync("restore", Backup, Restored)).Ended(0);
        (await Verb.RunAsync("verify", Restored)).Ended(0);

        using var again = new BelfryServer(Restored, []);
        await again.StartAsync();
        Assert.Equal(before, await ValuesAsync(again));
    }

    [Fact]
    public async Task A_stopped_server_is_backed_up_from_its_folder_and_damage_ends_with_1()
    {
        using var server = new BelfryServer();
        await server.StartAsync();
        await SendAsync(server);
        var before = await ValuesAsync(server);
        var refused = (await Verb.RunAsync("backup", $"--data={server.DataFolder}", Backup)).Ended(1);
        Assert.Contains("is in use by another process", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await server.StopAsync());

        (await Verb.RunAsync("backup", $"--data={server.DataFolder}", Backup)).Ended(0);
        var twice = (await Verb.RunAsync("backup", $"--data={server.DataFolder}", Backup)).Ended(1);
        Assert.Contains("is not empty", twice.Errors, StringComparison.Ordinal);
        (await Verb.RunAsync("restore", Backup, Restored)).Ended(0);
        using (var again = new BelfryServer(Restored, []))
        {
            await again.StartAsync();
            Assert.Equal(before, await ValuesAsync(again));
            Assert.Equal(0, await again.StopAsync());
        }

        var journal = Path.Combine(Backup, "data", "journal");
        var segment = Directory.EnumerateFiles(journal).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[40] ^= 4;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);

        var damaged = (await Verb.RunAsync("verify", Backup)).Ended(1);
        var name = Path.GetFileName(segment);
        Assert.Contains(
            $"damage: journal/{name}: its checksum is not that of the backup's list",
            damaged.Output,
            StringComparison.Ordinal);
        Assert.Contains($"damage: journal/{name}, byte 16: ", damaged.Output, StringComparison.Ordinal);
        Assert.Contains("DAMAGED in ", damaged.Output, StringComparison.Ordinal);
        var never = (await Verb.RunAsync("restore", Backup, Path.Combine(folder, "third"))).Ended(1);
        Assert.Contains("NOT restored", never.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the argument TARGET is missing", "backup", "--data=x")]
    [InlineData("say what to back up", "backup")]
    [InlineData("there is no folder `/no/such`: check the name", "verify", "/no/such")]
    [InlineData("there is no folder `/no/such`: check the name", "restore", "/no/such", "y")]
    [InlineData("unexpected argument `b`", "verify", "a", "b")]
    [InlineData("cannot reach the server at http://127.0.0.1:1/", "backup", "--url=http://127.0.0.1:1")]
    [InlineData("`nonsense` is no URL", "backup", "--url=nonsense")]
    public async Task A_command_that_cannot_be_done_says_why(string expected, params string[] arguments)
    {
        var target = arguments[0] == "backup" && expected[0] != 't' ? [.. arguments, Backup] : arguments;

        var ended = (await Verb.RunAsync(target)).Ended(1);

        Assert.Contains($"belfry: error: {expected}", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task SendAsync(BelfryServer server)
    {
        var samples = Enumerable.Range(0, 200).Select(number => (
            new[] { ("__name__", "kept"), ("number", number.ToString(CultureInfo.InvariantCulture)) },
            nowMs + number,
            number * 1.5));
        using var content = new ByteArrayContent(RemoteWriteBody.Of(samples));
        content.Headers.ContentType = new("application/x-protobuf");
        content.Headers.ContentEncoding.Add("snappy");
        using var response = await Http.PostAsync(
            $"{server.Url}/api/v1/write", content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    private async Task<string> ValuesAsync(BelfryServer server)
    {
        var time = ((nowMs / 1000) + 60).ToString(CultureInfo.InvariantCulture);
        var answer = await server.ApiAsync($"query?time={time}&query=kept[10m]");
        return answer.GetRawText();
    }
}
