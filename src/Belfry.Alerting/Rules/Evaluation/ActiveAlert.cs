using Belfry.Model;

namespace Belfry.Alerting.Rules.Evaluation;

/// <summary>An alert of a rule and its history. Changed only by the thread that evaluates its group.</summary>
internal sealed class ActiveAlert(Labels labels, TimestampMs activeAt)
{
    /// <summary>What identifies it.</summary>
    public Labels Labels { get; } = labels;

    /// <summary>Its text, as it was expanded last.</summary>
    public Labels Annotations { get; set; } = Labels.Empty;

    /// <summary>What the expression gave last.</summary>
    public double Value { get; set; }

    /// <summary>Pending, firing, or inactive while it is sent as resolved.</summary>
    public AlertState State { get; set; } = AlertState.Pending;

    /// <summary>Since when its condition holds.</summary>
    public TimestampMs ActiveAt { get; set; } = activeAt;

    /// <summary>Since when it fires.</summary>
    public TimestampMs? FiredAt { get; set; }

    /// <summary>When its condition ended.</summary>
    public TimestampMs? ResolvedAt { get; set; }

    /// <summary>When it was last sent.</summary>
    public TimestampMs? LastSentAt { get; set; }

    /// <summary>Since when it is only kept firing.</summary>
    public TimestampMs? KeepFiringSince { get; set; }

    /// <summary>
    /// Whether it is to be sent now: never while pending, at once after it was resolved, otherwise when the last time
    /// is longer ago than the delay.
    /// </summary>
    public bool NeedsSending(TimestampMs now, TimeSpan resendDelay)
    {
        if (State == AlertState.Pending)
        {
            return false;
        }

        return LastSentAt is not { } sent
            || (ResolvedAt is { } resolved && resolved > sent)
            || sent + resendDelay < now;
    }
}
