namespace Belfry.Alerting.Notify.Net;

/// <summary>What an HTTP receiver answered. Its body is outside text, cut at a limit.</summary>
/// <param name="StatusCode">The status.</param>
/// <param name="Body">The body as text.</param>
/// <param name="MediaType">The content type without parameters; empty when there is none.</param>
internal readonly record struct HttpAnswer(int StatusCode, string Body, string MediaType)
{
    internal bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>
    /// The failure that this answer means: 5xx and the given statuses are worth another attempt, nothing else is.
    /// </summary>
    internal NotifyOutcome ToFailure(string prefix = "", params ReadOnlySpan<int> retriedStatuses)
    {
        var details = Body.Length > 0 ? $": {Body}" : "";
        var isRetryable = StatusCode / 100 == 5 || retriedStatuses.Contains(StatusCode);
        var reason = StatusCode switch
        {
            401 or 403 => FailureReason.AuthError,
            429 => FailureReason.RateLimited,
            >= 400 and < 500 => FailureReason.ClientError,
            >= 500 and < 600 => FailureReason.ServerError,
            _ => FailureReason.Other,
        };
        return new NotifyOutcome(false, isRetryable, reason, $"{prefix}unexpected status code {StatusCode}{details}");
    }
}
