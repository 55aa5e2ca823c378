namespace Belfry.Platform.Time;

/// <summary>What the kernel knows of a pulse per second that steers its clock; all zero without one.</summary>
/// <param name="Frequency">The pulse's frequency, in ppm times 65536.</param>
/// <param name="Jitter">In microseconds, or nanoseconds with the status bit 0x2000.</param>
/// <param name="Shift">The length of an interval, as the binary logarithm of seconds.</param>
/// <param name="Stability">In ppm times 65536.</param>
/// <param name="JitterCount">How often the jitter was too large.</param>
/// <param name="CalibrationCount">Intervals of calibration.</param>
/// <param name="ErrorCount">Errors of calibration.</param>
/// <param name="StabilityCount">How often the stability was too low.</param>
public readonly record struct KernelClockPulse(
    long Frequency,
    long Jitter,
    int Shift,
    long Stability,
    long JitterCount,
    long CalibrationCount,
    long ErrorCount,
    long StabilityCount);
