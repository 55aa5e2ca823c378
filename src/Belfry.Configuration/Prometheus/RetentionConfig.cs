namespace Belfry.Configuration.Prometheus;

/// <summary>
/// How much the store keeps. A file that has this section decides alone; the command line's limits then do not count,
/// not even where the section says nothing.
/// </summary>
public sealed record RetentionConfig
{
    /// <summary>How long samples are kept; zero for no such limit.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How many bytes blocks and journal may have together; zero for no such limit.</summary>
    public ByteSize Size { get; init; }

    /// <summary>How many per cent of the disk's capacity they may have; zero for no such limit. Prevails over
    /// <see cref="Size"/>.</summary>
    public double Percentage { get; init; }
}
