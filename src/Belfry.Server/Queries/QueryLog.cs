using Belfry.Model.Metrics;
using Belfry.Platform.Disk;
using Belfry.Query.Engine;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Queries;

/// <summary>
/// Writes each query that ends to the file that <c>query_log_file</c> names, one JSON object a line, as Prometheus
/// does; nothing while there is no such setting. A line that cannot be written is counted, and the first in a row is
/// logged. Thread-safe.
/// </summary>
internal sealed partial class QueryLog(TimeProvider clock, ILogger logger) : IQueryWatcher, IMetricSource, IDisposable
{
    private readonly Lock fileLock = new();
    private volatile StoreFile? file;
    private bool isFailing;
    private long failures;

    /// <inheritdoc/>
    public bool WantsStatistics => file is not null;

    /// <summary>
    /// Goes on in the file at <paramref name="path"/>, opened anew so that it may have been moved away; with the empty
    /// text in none.
    /// </summary>
    internal void Use(string path)
    {
        lock (fileLock)
        {
            file?.Dispose();
            file = null;
            isFailing = false;
            if (path.Length > 0)
            {
                Try(() => file = Open(System.IO.Path.GetFullPath(path)));
            }
        }
    }

    /// <inheritdoc/>
    public void Ended(QueryRequest request, QueryResult result)
    {
        lock (fileLock)
        {
            if (file is { } open)
            {
                Try(() => open.Write(open.LengthBytes, QueryLogLine.Of(request, result, clock.GetUtcNow())));
            }
        }
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        lock (fileLock)
        {
            writer.BeginFamily(
                "prometheus_engine_query_log_enabled", MetricType.Gauge, "State of the query log.");
            writer.WriteSample("", [], file is null ? 0 : 1);
            writer.BeginFamily(
                "prometheus_engine_query_log_failures_total",
                MetricType.Counter,
                "The number of query log failures.");
            writer.WriteSample("", [], failures);
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

    private static StoreFile Open(string path)
    {
        var folder = DiskDirectory.OpenOrCreate(System.IO.Path.GetDirectoryName(path) ?? "/");
        var name = System.IO.Path.GetFileName(path);
        return folder.Files().Contains(name) ? folder.Open(name, writable: true) : folder.Create(name);
    }

    private void Try(Action write)
    {
        try
        {
            write();
            isFailing = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            failures++;
            if (!isFailing)
            {
                isFailing = true;
                LogNotWritten(logger, failure);
            }
        }
    }

    [LoggerMessage(7022, LogLevel.Error, "query log cannot be written")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);
}
