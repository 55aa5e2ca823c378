namespace Belfry.Storage.Contracts;

/// <summary>Where samples are written. Thread-safe.</summary>
public interface ISampleStore
{
    /// <summary>A new, empty batch.</summary>
    ISampleAppender Appender();
}
