using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>The real executable with a data folder and a port of its own.</summary>
internal sealed class BelfryServer : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly string[] flags;
    private readonly bool ownsFolder;
    private RunningProcess? process;

    internal BelfryServer(params IEnumerable<string> flags)
        : this(null, flags)
    {
    }

    internal BelfryServer(string? dataFolder, IEnumerable<string> flags)
    {
        ownsFolder = dataFolder is null;
        DataFolder = dataFolder ?? Directory.CreateTempSubdirectory("belfry-data-").FullName;
        Port = RunningProcess.FreePort();
        this.flags = [.. flags];
    }

    internal string DataFolder { get; }

    internal int Port { get; }

    internal string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    internal string Output => process?.Output ?? "";

    internal RunningProcess Process => process!;

    /// <summary>Starts the executable and waits until it is ready.</summary>
    internal async Task StartAsync()
    {
        Launch();
        await Eventually.TrueAsync(IsReadyAsync, () => $"belfry did not become ready:\n{Output}");
    }

    /// <summary>Starts the executable and does not wait.</summary>
    internal void Launch() => process = RunningProcess.Start(
        Repository.Belfry,
        [
            $"--web.listen-address=127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}",
            $"--storage.tsdb.path={DataFolder}",
            "--web.enable-lifecycle",
            "--web.enable-admin-api",
            "--web.enable-remote-write-receiver",
            .. flags,
        ]);

    /// <summary>SIGTERM; returns the exit code.</summary>
    internal async Task<int> StopAsync()
    {
        process!.Signal(PosixSignal.SIGTERM);
        return await process.ExitAsync();
    }

    internal void Kill() => process!.Kill();

    internal async Task<JsonElement> ApiAsync(string path)
    {
        using var response = await Http.GetAsync($"{Url}/api/v1/{path}", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(text);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return document.RootElement.GetProperty("data").Clone();
    }

    /// <summary>An instant query's vector.</summary>
    internal async Task<JsonElement[]> QueryAsync(string expression) =>
        [.. (await ApiAsync($"query?query={Uri.EscapeDataString(expression)}")).GetProperty("result").EnumerateArray()];

    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
        {
            Assert.Fail($"belfry ended with {process.ExitCode}:\n{Output}");
        }

        try
        {
            using var response = await Http.GetAsync($"{Url}/-/ready", TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        process?.Dispose();
        if (ownsFolder)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }
}
