using System.Text.Json;

namespace Belfry.Server.Commands;

/// <summary>A Belfry that runs elsewhere, asked over its HTTP API. One caller at a time.</summary>
internal sealed class RunningServer : IDisposable
{
    private const int AnswerLengthBytesMax = 16 << 20;

    // A snapshot waits for a compaction under way and syncs the head's block.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    private readonly HttpClient client;

    private RunningServer(Uri url) => client = new HttpClient
    {
        BaseAddress = url,
        Timeout = Timeout,
        MaxResponseContentBufferSize = AnswerLengthBytesMax,
    };

    internal static RunningServer At(string url)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var parsed)
            || parsed.Scheme is not ("http" or "https"))
        {
            throw new CommandException($"`{url}` is no URL: write it as http://localhost:9090");
        }

        return new RunningServer(parsed);
    }

    /// <summary>The absolute path of its data folder on its machine.</summary>
    internal async Task<string> DataFolderAsync()
    {
        var flags = await AskAsync(HttpMethod.Get, "api/v1/status/flags");
        var runtime = await AskAsync(HttpMethod.Get, "api/v1/status/runtimeinfo");
        return Path.Combine(Text(runtime, "CWD"), Text(flags, "storage.tsdb.path"));
    }

    /// <summary>Takes a snapshot of everything; returns its name.</summary>
    internal async Task<string> SnapshotAsync() =>
        Text(await AskAsync(HttpMethod.Post, "api/v1/admin/tsdb/snapshot"), "name");

    public void Dispose() => client.Dispose();

    private async Task<JsonElement> AskAsync(HttpMethod method, string path)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            using var response = await client.SendAsync(request);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            var root = document.RootElement;
            if (root.GetProperty("status").GetString() == "success")
            {
                return root.GetProperty("data").Clone();
            }

            var error = root.GetProperty("error").GetString();
            throw new CommandException(error == "admin APIs disabled"
                ? $"the server at {client.BaseAddress} does not allow snapshots: start it with --web.enable-admin-api"
                : $"the server at {client.BaseAddress} refused `{path}`: {error}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            throw new CommandException($"cannot reach the server at {client.BaseAddress}: {failure.Message}");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandException(
                $"what answers at {client.BaseAddress} is no Belfry (`{path}`: {failure.Message})");
        }
    }

    private string Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new CommandException(
                $"what answers at {client.BaseAddress} is no Belfry: it does not tell `{member}`");
}
