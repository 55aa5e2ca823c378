namespace Belfry.Ingestion.Scrape;

/// <summary>A target did not give an exposition. The message is shown as the target's last error.</summary>
internal sealed class ScrapeFailedException : Exception
{
    internal ScrapeFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>True when the body was larger than allowed.</summary>
    internal bool IsBodyTooLarge { get; init; }
}
