using System.Buffers;
using System.Text.Json;
using Belfry.Platform.Disk;
using Belfry.Query.Engine;
using Microsoft.Extensions.Logging;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Server.Queries;

/// <summary>
/// The queries that are being evaluated, in the file <c>queries.active</c> of the data folder, so that after a crash it
/// can be told which ran. The form is Prometheus's: <c>[</c>, then for each query that may run at once a slot of 1,000
/// bytes, empty or an object and a comma. Thread-safe. A file that cannot be written is logged once and then left
/// alone.
/// </summary>
internal sealed partial class ActiveQueryFile : IQueryWatcher, IDisposable
{
    internal const string FileName = "queries.active";
    internal const int SlotBytes = 1000;

    private const int FileBytesMax = 64 << 20;

    private readonly Lock fileLock = new();
    private readonly Stack<int> free;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private StoreFile? file;

    private ActiveQueryFile(StoreFile file, int concurrencyMax, TimeProvider clock, ILogger logger)
    {
        this.file = file;
        this.clock = clock;
        this.logger = logger;
        free = new Stack<int>(Enumerable.Range(0, concurrencyMax).Reverse());
    }

    /// <summary>Logs what an earlier process left unfinished and begins a new file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal static ActiveQueryFile Begin(StoreDirectory folder, int concurrencyMax, TimeProvider clock, ILogger logger)
    {
        if (folder.Files().Contains(FileName) && Unfinished(folder) is { Length: > 0 } queries)
        {
            LogUnfinished(logger, queries);
        }

        var file = folder.Create(FileName);
        file.Write(0, "["u8);
        file.Truncate(1 + ((long)concurrencyMax * SlotBytes));
        return new ActiveQueryFile(file, concurrencyMax, clock, logger);
    }

    /// <inheritdoc/>
    public IDisposable? Began(QueryRequest request)
    {
        lock (fileLock)
        {
            if (file is null || !free.TryPop(out var slot))
            {
                return null;
            }

            var entry = new byte[SlotBytes];
            Entry(request.Expression).CopyTo(entry, 0);
            entry[^1] = (byte)',';
            Write(slot, entry);
            return new Turn(this, slot);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (fileLock)
        {
            file?.Dispose();
            file = null;
        }
    }

    // What stands in the slots, as a JSON array; nothing when all are empty.
    private static string Unfinished(StoreDirectory folder)
    {
        using var file = folder.Open(FileName, writable: false);
        var bytes = new byte[Math.Min(file.LengthBytes, FileBytesMax)];
        var length = file.Read(0, bytes);
        var written = bytes.AsSpan(0, length).ToArray().Where(value => value != 0).ToArray();
        return written.Length > 1 ? TextEncoding.UTF8.GetString(written).TrimEnd(',') + "]" : "";
    }

    private byte[] Entry(string query)
    {
        // Escapes make texts longer, so the text is cut until its object fits.
        for (var length = Math.Min(query.Length, SlotBytes); ; length = length * 3 / 4)
        {
            var entry = Entry(query[..length], clock.GetUtcNow());
            if (entry.Length < SlotBytes)
            {
                return entry;
            }
        }
    }

    private static byte[] Entry(string query, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            json.WriteNumber("timestamp_sec", now.ToUnixTimeSeconds());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void End(int slot)
    {
        lock (fileLock)
        {
            Write(slot, new byte[SlotBytes]);
            free.Push(slot);
        }
    }

    private void Write(int slot, byte[] entry)
    {
        try
        {
            file?.Write(1 + ((long)slot * SlotBytes), entry);
        }
        catch (IOException failure)
        {
            LogNotWritten(logger, failure);
            file?.Dispose();
            file = null;
        }
    }

    [LoggerMessage(7020, LogLevel.Warning, "queries did not finish in the last run queries={Queries}")]
    private static partial void LogUnfinished(ILogger logger, string queries);

    [LoggerMessage(7021, LogLevel.Error, "active queries can no longer be noted")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);

    /// <summary>One query's slot.</summary>
    private sealed class Turn(ActiveQueryFile owner, int slot) : IDisposable
    {
        public void Dispose() => owner.End(slot);
    }
}
