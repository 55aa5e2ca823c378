namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Fetches expositions for the targets of one pool. Thread-safe; its owner disposes it after its last use.
/// </summary>
internal interface ITargetFetcher : IDisposable
{
    /// <summary>
    /// Fetches <paramref name="url"/> into <paramref name="body"/>, decompressed, and returns the content type, empty
    /// when there was none.
    /// </summary>
    /// <exception cref="ScrapeFailedException">The target could not be reached or gave no good answer in
    /// time.</exception>
    /// <exception cref="OperationCanceledException">The loop is stopping.</exception>
    Task<string> FetchAsync(string url, TimeSpan timeout, BodyBuffer body, CancellationToken cancellationToken);
}
