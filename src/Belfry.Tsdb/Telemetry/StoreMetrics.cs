using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Compaction;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Telemetry;

/// <summary>The store's own metrics, under Prometheus's names. Thread-safe.</summary>
internal sealed class StoreMetrics(
    HeadStore head, JournalLog journal, BlockSet blocks, StoreMaintenance maintenance, bool wasClosedCleanly)
    : IMetricSource
{
    private static readonly KeyValuePair<string, string>[] Float = [new("type", "float")];
    private static readonly KeyValuePair<string, string>[] Histogram = [new("type", "histogram")];

    private long syncFailures;

    /// <summary>Counts a sync of the journal that failed.</summary>
    internal void SyncFailed() => Interlocked.Increment(ref syncFailures);

    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        WriteHead(writer);
        WriteRefusals(writer);
        WriteJournal(writer);
        WriteBlocks(writer);
    }

    private void WriteHead(IMetricFamilyWriter writer)
    {
        var counters = head.Counters;
        Gauge(writer, "prometheus_tsdb_head_series", "Total number of series in the head block.", head.SeriesCount);
        Gauge(
            writer,
            "prometheus_tsdb_head_chunks",
            "Total number of chunks in the head block.",
            counters.ChunksCreated - counters.ChunksRemoved);
        Counter(
            writer,
            "prometheus_tsdb_head_chunks_created_total",
            "Total number of chunks created in the head.",
            counters.ChunksCreated);
        Counter(
            writer,
            "prometheus_tsdb_head_chunks_removed_total",
            "Total number of chunks removed in the head.",
            counters.ChunksRemoved);
        Counter(
            writer,
            "prometheus_tsdb_head_series_created_total",
            "Total number of series created in the head.",
            counters.SeriesCreated);
        Counter(
            writer,
            "prometheus_tsdb_head_series_removed_total",
            "Total number of series removed in the head.",
            counters.SeriesRemoved);
        Counter(
            writer,
            "belfry_tsdb_head_series_refused_total",
            "Total number of new series refused by the limits on series and on values of a label.",
            counters.SeriesRefused);
        Counter(
            writer,
            "belfry_tsdb_labels_refused_total",
            "Total number of new series refused because their labels are too long.",
            counters.LabelsRefusedCount);
        WriteExemplars(writer);
        WriteSelections(writer, head.Selections);
        Gauge(writer, "prometheus_tsdb_head_min_time", "Minimum time bound of the head block.", Time(head.MinTimeMs));
        Gauge(writer, "prometheus_tsdb_head_max_time", "Maximum timestamp of the head block.", Time(head.MaxTimeMs));
        writer.BeginFamily(
            "prometheus_tsdb_head_samples_appended_total", MetricType.Counter, "Total number of appended samples.");
        writer.WriteSample("", Float, counters.SamplesAppended);
        writer.WriteSample("", Histogram, counters.HistogramsAppended);
    }

    private static void WriteSelections(IMetricFamilyWriter writer, HeadSelectionCache selections)
    {
        Gauge(
            writer,
            "belfry_tsdb_selection_cache_series",
            "Series in the remembered selections of the head.",
            selections.SeriesCount);
        Counter(
            writer,
            "belfry_tsdb_selection_cache_hits_total",
            "Total number of selections from the head that were remembered.",
            selections.HitCount);
        Counter(
            writer,
            "belfry_tsdb_selection_cache_misses_total",
            "Total number of selections from the head that were looked up.",
            selections.MissCount);
    }

    private void WriteExemplars(IMetricFamilyWriter writer)
    {
        var ring = head.Exemplars;
        Counter(
            writer,
            "prometheus_tsdb_exemplar_exemplars_appended_total",
            "Total number of appended exemplars.",
            ring.AppendedCount);
        Counter(
            writer,
            "prometheus_tsdb_exemplar_out_of_order_exemplars_total",
            "Total number of out of order exemplar ingestion failed attempts.",
            ring.OutOfOrderCount);
        Gauge(
            writer,
            "prometheus_tsdb_exemplar_exemplars_in_storage",
            "Number of exemplars currently in circular storage.",
            ring.Count);
        Gauge(
            writer,
            "prometheus_tsdb_exemplar_series_with_exemplars_in_storage",
            "Number of series with exemplars currently in circular storage.",
            ring.SeriesCount);
        Gauge(
            writer,
            "prometheus_tsdb_exemplar_max_exemplars",
            "Total number of exemplars the exemplar storage can store, resizeable.",
            ring.Capacity);
    }

    private void WriteRefusals(IMetricFamilyWriter writer)
    {
        var counters = head.Counters;
        Refusal(
            "prometheus_tsdb_out_of_order_samples_total",
            "Total number of out of order samples ingestion failed attempts due to out of order being disabled.",
            AppendOutcome.OutOfOrder);
        Refusal(
            "prometheus_tsdb_out_of_bound_samples_total",
            "Total number of out of bound samples ingestion failed attempts with out of order support disabled.",
            AppendOutcome.OutOfBounds);
        Refusal(
            "belfry_tsdb_duplicate_samples_total",
            "Total number of samples refused because the series has another value at their time.",
            AppendOutcome.DuplicateTimestamp);
        Counter(
            writer,
            "belfry_tsdb_conflicting_samples_total",
            "Total number of committed samples that lost to another batch's sample of the same time.",
            counters.ConflictCount);

        Refusal(
            "prometheus_tsdb_too_old_samples_total",
            "Total number of out of order samples ingestion failed attempts with out of support enabled, but sample "
                + "outside of time window.",
            AppendOutcome.TooOld);
        Counter(
            writer,
            "prometheus_tsdb_head_out_of_order_samples_appended_total",
            "Total number of appended out of order samples.",
            counters.DisorderedAppended);

        void Refusal(string name, string help, AppendOutcome outcome)
        {
            writer.BeginFamily(name, MetricType.Counter, help);
            writer.WriteSample("", Float, counters.RefusalCount(outcome, isHistogram: false));
            writer.WriteSample("", Histogram, counters.RefusalCount(outcome, isHistogram: true));
        }
    }

    private void WriteJournal(IMetricFamilyWriter writer)
    {
        Gauge(
            writer,
            "prometheus_tsdb_wal_segment_current",
            "Write log segment index that TSDB is currently writing to.",
            journal.CurrentSegment);
        Gauge(
            writer,
            "prometheus_tsdb_wal_storage_size_bytes",
            "Size of the write log directory.",
            journal.SizeBytes());
        Counter(
            writer,
            "prometheus_tsdb_wal_corruptions_total",
            "Total number of WAL corruptions.",
            journal.OpenReport.Damages.Count(damage => !damage.IsTornTail));
        Counter(
            writer,
            "prometheus_tsdb_wal_truncations_failed_total",
            "Total number of write log truncations that failed.",
            0);
        Counter(
            writer,
            "belfry_tsdb_journal_sync_failures_total",
            "Total number of times the journal could not be forced to the disk.",
            Volatile.Read(ref syncFailures));
        Gauge(
            writer,
            "prometheus_tsdb_clean_start",
            "-1: lockfile is disabled. 0: a lockfile from a previous execution was replaced. "
                + "1: lockfile creation was clean",
            wasClosedCleanly ? 1 : 0);
    }

    private void WriteBlocks(IMetricFamilyWriter writer)
    {
        var all = blocks.Snapshot;
        Gauge(writer, "prometheus_tsdb_blocks_loaded", "Number of currently loaded data blocks", all.Count);
        Gauge(
            writer,
            "belfry_tsdb_blocks_damaged",
            "Blocks that were found damaged and are not used, or of which a part cannot be read.",
            blocks.Damage.BlockCount);
        Gauge(
            writer,
            "prometheus_tsdb_storage_blocks_bytes",
            "The number of bytes that are currently used for local storage by all blocks.",
            all.Sum(block => block.SizeBytes));
        Gauge(
            writer,
            "prometheus_tsdb_lowest_timestamp",
            "Lowest timestamp value stored in the database. The unit is decided by the library consumer.",
            Math.Min(Time(head.MinTimeMs), all.Count > 0 ? all[0].MinTimeMs : long.MaxValue));
        Counter(
            writer,
            "prometheus_tsdb_compactions_total",
            "Total number of compactions that were executed for the partition.",
            maintenance.CompactionCount);
        Counter(
            writer,
            "prometheus_tsdb_compactions_failed_total",
            "Total number of compactions that failed for the partition.",
            maintenance.FailureCount);
        Counter(
            writer,
            "prometheus_tsdb_time_retentions_total",
            "The number of times that blocks were deleted because the maximum time limit was exceeded.",
            maintenance.TimeRetentionCount);
        Counter(
            writer,
            "prometheus_tsdb_size_retentions_total",
            "The number of times that blocks were deleted because the maximum number of bytes was exceeded.",
            maintenance.SizeRetentionCount);
        WriteLimits(writer);
    }

    private void WriteLimits(IMetricFamilyWriter writer)
    {
        var limits = maintenance.Limits;
        Gauge(
            writer,
            "prometheus_tsdb_retention_limit_bytes",
            "Max number of bytes to be retained in the tsdb blocks, configured 0 means disabled",
            limits.SizeBytes ?? 0);
        Gauge(
            writer,
            "prometheus_tsdb_retention_limit_percentage",
            "Max percentage of total storage space to be retained in the tsdb blocks, configured 0 means disabled",
            limits.DiskPercentage);
        Gauge(
            writer,
            "prometheus_tsdb_retention_limit_seconds",
            "How long to retain samples in storage.",
            limits.Time?.TotalSeconds ?? 0);
    }

    private static double Time(long timeMs) => timeMs;

    private static void Gauge(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        writer.WriteSample("", [], value);
    }

    private static void Counter(IMetricFamilyWriter writer, string name, string help, double value)
    {
        writer.BeginFamily(name, MetricType.Counter, help);
        writer.WriteSample("", [], value);
    }
}
