namespace Belfry.Server.Logging;

/// <summary>How a log line is written.</summary>
internal enum LineFormat
{
    /// <summary><c>time=… level=INFO source=… msg="…" key=value</c></summary>
    Logfmt,

    /// <summary>The same members as one JSON object a line.</summary>
    Json,
}
