namespace Belfry.Alerting.Notify;

/// <summary>Why a notification failed, as the <c>reason</c> label of its metric.</summary>
internal enum FailureReason
{
    /// <summary><c>other</c>.</summary>
    Other,

    /// <summary><c>clientError</c>: the receiver says that the request is wrong.</summary>
    ClientError,

    /// <summary><c>serverError</c>: the receiver failed.</summary>
    ServerError,

    /// <summary><c>contextCanceled</c>: reload or shutdown.</summary>
    Canceled,

    /// <summary><c>contextDeadlineExceeded</c>: the group's time was up.</summary>
    DeadlineExceeded,

    /// <summary><c>authError</c>.</summary>
    AuthError,

    /// <summary><c>rateLimited</c>.</summary>
    RateLimited,
}
