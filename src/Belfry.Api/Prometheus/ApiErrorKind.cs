namespace Belfry.Api.Prometheus;

/// <summary>The error types of Prometheus's API, each with its status code.</summary>
internal enum ApiErrorKind
{
    /// <summary>500</summary>
    Internal,

    /// <summary>400</summary>
    BadData,

    /// <summary>422</summary>
    Execution,

    /// <summary>499</summary>
    Canceled,

    /// <summary>503</summary>
    Timeout,

    /// <summary>404</summary>
    NotFound,

    /// <summary>500: the feature is switched off.</summary>
    Unavailable,
}
