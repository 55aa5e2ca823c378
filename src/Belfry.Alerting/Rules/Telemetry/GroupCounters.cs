namespace Belfry.Alerting.Rules.Telemetry;

/// <summary>
/// The figures of one group, kept across reloads as long as the group exists. Written by the thread that evaluates the
/// group, read by any.
/// </summary>
internal sealed class GroupCounters
{
    private long evaluations;
    private long failures;
    private long iterations;
    private long missed;
    private double lastDurationSeconds;
    private double lastEvaluationSeconds;
    private double lastRestoreSeconds;
    private long lastSamples;

    /// <summary>Rules evaluated.</summary>
    public long Evaluations => Interlocked.Read(ref evaluations);

    /// <summary>Rules that failed.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>Evaluations of the group that were due, missed ones included.</summary>
    public long Iterations => Interlocked.Read(ref iterations);

    /// <summary>Evaluations of the group that were missed.</summary>
    public long Missed => Interlocked.Read(ref missed);

    /// <summary>How long the last evaluation took.</summary>
    public double LastDurationSeconds => Volatile.Read(ref lastDurationSeconds);

    /// <summary>When the last evaluation began, as Unix seconds; 0 before the first.</summary>
    public double LastEvaluationSeconds => Volatile.Read(ref lastEvaluationSeconds);

    /// <summary>How long restoring took; 0 when nothing was restored.</summary>
    public double LastRestoreSeconds
    {
        get => Volatile.Read(ref lastRestoreSeconds);
        set => Volatile.Write(ref lastRestoreSeconds, value);
    }

    /// <summary>How many samples the last evaluation gave.</summary>
    public long LastSamples => Interlocked.Read(ref lastSamples);

    /// <summary>Counts a rule.</summary>
    public void CountEvaluation() => Interlocked.Increment(ref evaluations);

    /// <summary>Counts a rule that failed.</summary>
    public void CountFailure() => Interlocked.Increment(ref failures);

    /// <summary>Counts an evaluation of the group and those missed before it.</summary>
    public void CountIteration(long missedBefore)
    {
        Interlocked.Add(ref iterations, 1 + missedBefore);
        Interlocked.Add(ref missed, missedBefore);
    }

    /// <summary>Says how the last evaluation of the group went.</summary>
    public void Finish(TimeSpan duration, DateTimeOffset began, long samples)
    {
        Volatile.Write(ref lastDurationSeconds, duration.TotalSeconds);
        Volatile.Write(ref lastEvaluationSeconds, began.ToUnixTimeMilliseconds() / 1000.0);
        Interlocked.Exchange(ref lastSamples, samples);
    }
}
