using System.Security.Cryptography;
using Belfry.Platform.Disk;
using Belfry.Tsdb.Administration.Takeover;
using Belfry.Tsdb.PrometheusFormat;
using Microsoft.Extensions.Logging;

namespace Belfry.Server.Serving;

/// <summary>Takes a data folder of Prometheus over when the server is started on one, and logs how that goes.</summary>
internal sealed partial class FolderTakeover(TimeProvider clock, ILogger logger)
{
    /// <summary>Nothing happens to any other folder.</summary>
    /// <exception cref="Storage.Contracts.StorageFailureException">It failed; nothing of Prometheus's is
    /// gone.</exception>
    /// <exception cref="OperationCanceledException">The server is to stop; the next start goes on.</exception>
    internal void RunIfDue(StoreDirectory folder, CancellationToken cancellationToken)
    {
        if (PrometheusTakeover.IsDue(folder))
        {
            LogBegun(logger, folder.Path);
            PrometheusTakeover.Run(
                folder,
                (from, to) => Import(from, to, cancellationToken),
                line => LogProgress(logger, line),
                cancellationToken);
        }
    }

    private void Import(StoreDirectory from, StoreDirectory to, CancellationToken cancellationToken)
    {
        var report = PrometheusImport.Run(
            from,
            to,
            clock,
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
            progress => LogImporting(
                logger, progress.BlockNumber, progress.BlockCount, progress.SeriesCount, progress.SampleCount),
            cancellationToken);
        foreach (var damage in report.Damages)
        {
            LogLeftOut(logger, damage.ToString());
        }

        if (report.OrphanCount > 0)
        {
            LogLeftOut(logger, $"{report.OrphanCount} samples of series that nothing names");
        }

        LogImported(logger, report.BlockCount, report.SampleCount, report.DamageCount);
    }

    [LoggerMessage(7011, LogLevel.Information, "data folder is Prometheus's and is being taken over folder={Folder}")]
    private static partial void LogBegun(ILogger logger, string folder);

    [LoggerMessage(7012, LogLevel.Information, "{Line}")]
    private static partial void LogProgress(ILogger logger, string line);

    [LoggerMessage(7013, LogLevel.Information,
        "importing block={BlockNumber} of={BlockCount} series={SeriesCount} samples={SampleCount}")]
    private static partial void LogImporting(
        ILogger logger, int blockNumber, int blockCount, long seriesCount, long sampleCount);

    [LoggerMessage(7014, LogLevel.Warning, "Prometheus's data was damaged there and is left out: {Damage}")]
    private static partial void LogLeftOut(ILogger logger, string damage);

    [LoggerMessage(7015, LogLevel.Information,
        "import ended blocks={BlockCount} samples={SampleCount} damages={DamageCount}")]
    private static partial void LogImported(ILogger logger, int blockCount, long sampleCount, long damageCount);
}
