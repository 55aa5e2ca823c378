namespace Belfry.Alerting.Notify;

/// <summary>What became of one attempt. The default value is a failure that is not worth another attempt.</summary>
/// <param name="IsDelivered">The receiver has it.</param>
/// <param name="IsRetryable">Another attempt may succeed.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Error">Why it failed, in words without secrets; null when delivered.</param>
internal readonly record struct NotifyOutcome(
    bool IsDelivered, bool IsRetryable, FailureReason Reason, string? Error)
{
    internal static NotifyOutcome Delivered { get; } = new(true, false, FailureReason.Other, null);

    internal static NotifyOutcome Retryable(string error, FailureReason reason = FailureReason.Other) =>
        new(false, true, reason, error);

    internal static NotifyOutcome Final(string error, FailureReason reason = FailureReason.Other) =>
        new(false, false, reason, error);
}
