using Belfry.Model.Metrics;
using Belfry.Platform.Time;

namespace Belfry.Collectors.Host.Machine;

/// <summary>How well the machine's clock is kept (<c>adjtimex</c>). Asks the kernel, whatever trees are read.</summary>
internal sealed class ClockSteeringCollector(ClockSteeringCollector.Ask ask) : IHostCollector
{
    private const int NotSynchronised = 5;
    private const int NanosecondsBit = 0x2000;
    private const double MicrosecondsPerSecond = 1e6;
    private const double NanosecondsPerSecond = 1e9;

    // The kernel's frequencies are parts per million with 16 bits behind the point.
    private const double FrequencyUnit = 1e6 * 65536;

    /// <summary>Asks for the clock; false when it does not say.</summary>
    internal delegate bool Ask(out KernelClock clock);

    public string Name => "timex";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!ask(out var clock))
        {
            return CollectOutcome.NothingThere;
        }

        var divisor = (clock.Status & NanosecondsBit) != 0 ? NanosecondsPerSecond : MicrosecondsPerSecond;
        writer.Gauge("node_timex_offset_seconds",
            "Time offset in between local system and reference clock.", clock.Offset / divisor);
        writer.Gauge("node_timex_frequency_adjustment_ratio",
            "Local clock frequency adjustment.", 1 + (clock.Frequency / FrequencyUnit));
        writer.Gauge("node_timex_maxerror_seconds",
            "Maximum error in seconds.", clock.MaxErrorUs / MicrosecondsPerSecond);
        writer.Gauge("node_timex_estimated_error_seconds",
            "Estimated error in seconds.", clock.EstimatedErrorUs / MicrosecondsPerSecond);
        writer.Gauge("node_timex_status", "Value of the status array bits.", clock.Status);
        writer.Gauge("node_timex_loop_time_constant", "Phase-locked loop time constant.", clock.LoopConstant);
        writer.Gauge("node_timex_tick_seconds", "Seconds between clock ticks.", clock.TickUs / MicrosecondsPerSecond);
        writer.Gauge("node_timex_tai_offset_seconds",
            "International Atomic Time (TAI) offset.", clock.TaiOffsetSeconds);
        writer.Gauge("node_timex_sync_status",
            "Is clock synchronized to a reliable server (1 = yes, 0 = no).", clock.State == NotSynchronised ? 0 : 1);
        WritePulse(writer, clock.Pulse, divisor);
        return CollectOutcome.Collected;
    }

    private static void WritePulse(IMetricFamilyWriter writer, KernelClockPulse pulse, double divisor)
    {
        writer.Gauge("node_timex_pps_frequency_hertz", "Pulse per second frequency.", pulse.Frequency / FrequencyUnit);
        writer.Gauge("node_timex_pps_jitter_seconds", "Pulse per second jitter.", pulse.Jitter / divisor);
        writer.Gauge("node_timex_pps_shift_seconds", "Pulse per second interval duration.", pulse.Shift);
        writer.Gauge("node_timex_pps_stability_hertz",
            "Pulse per second stability, average of recent frequency changes.", pulse.Stability / FrequencyUnit);
        writer.Counter("node_timex_pps_jitter_total",
            "Pulse per second count of jitter limit exceeded events.", pulse.JitterCount);
        writer.Counter("node_timex_pps_calibration_total",
            "Pulse per second count of calibration intervals.", pulse.CalibrationCount);
        writer.Counter("node_timex_pps_error_total", "Pulse per second count of calibration errors.", pulse.ErrorCount);
        writer.Counter("node_timex_pps_stability_exceeded_total",
            "Pulse per second count of stability limit exceeded events.", pulse.StabilityCount);
    }
}
