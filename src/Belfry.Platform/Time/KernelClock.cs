using System.Runtime.InteropServices;

namespace Belfry.Platform.Time;

/// <summary>
/// How the kernel steers the machine's clock, as <c>adjtimex(2)</c> tells it, in the kernel's own units (see there).
/// The default value is a clock that nobody steers.
/// </summary>
/// <param name="State">What the call returned: 5 when the clock is not synchronised.</param>
/// <param name="Status">The status bits.</param>
/// <param name="Offset">From the reference clock, in microseconds, or nanoseconds with the status bit 0x2000.</param>
/// <param name="Frequency">The frequency's correction, in ppm times 65536.</param>
/// <param name="MaxErrorUs">The largest error there can be, in microseconds.</param>
/// <param name="EstimatedErrorUs">The likely error, in microseconds.</param>
/// <param name="LoopConstant">The time constant of the control loop.</param>
/// <param name="TickUs">Microseconds between ticks.</param>
/// <param name="TaiOffsetSeconds">International Atomic Time minus UTC.</param>
/// <param name="Pulse">What is known of a pulse per second.</param>
public readonly partial record struct KernelClock(
    int State,
    int Status,
    long Offset,
    long Frequency,
    long MaxErrorUs,
    long EstimatedErrorUs,
    long LoopConstant,
    long TickUs,
    int TaiOffsetSeconds,
    KernelClockPulse Pulse)
{
    /// <summary>Asks the kernel; changes nothing. False where there is no such call or it is not allowed.</summary>
    public static bool TryRead(out KernelClock clock)
    {
        clock = default;
        var answer = default(Answer);
        if (!OperatingSystem.IsLinux() || nint.Size != 8)
        {
            return false;
        }

        var state = adjtimex(ref answer);
        if (state < 0)
        {
            return false;
        }

        clock = new KernelClock(
            state, answer.Status, answer.Offset, answer.Frequency, answer.MaxError, answer.EstimatedError,
            answer.Constant, answer.Tick, answer.Tai,
            new KernelClockPulse(
                answer.PulseFrequency, answer.PulseJitter, answer.PulseShift, answer.PulseStability,
                answer.JitterCount, answer.CalibrationCount, answer.ErrorCount, answer.StabilityCount));
        return true;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int adjtimex(ref Answer answer);

    // struct timex of 64-bit Linux. Modes 0 asks and sets nothing.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Answer
    {
        public int Modes;
        public long Offset;
        public long Frequency;
        public long MaxError;
        public long EstimatedError;
        public int Status;
        public long Constant;
        public long Precision;
        public long Tolerance;
        public long Seconds;
        public long Microseconds;
        public long Tick;
        public long PulseFrequency;
        public long PulseJitter;
        public int PulseShift;
        public long PulseStability;
        public long JitterCount;
        public long CalibrationCount;
        public long ErrorCount;
        public long StabilityCount;
        public int Tai;
    }
}
