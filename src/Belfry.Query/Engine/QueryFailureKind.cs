namespace Belfry.Query.Engine;

/// <summary>The kinds of query failures, as the HTTP API tells them apart.</summary>
public enum QueryFailureKind
{
    /// <summary>A bug of ours, or storage failed.</summary>
    Internal,

    /// <summary>The query does not parse or its parameters make no sense.</summary>
    BadData,

    /// <summary>The query is valid but cannot be answered on this data, or needs more than a limit allows.</summary>
    Execution,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The caller gave up.</summary>
    Canceled,
}
