using Belfry.Model.Metrics;

namespace Belfry.Ingestion.Scrape;

/// <summary>What is known of a line by its text and those before it: the same for every target that has them.</summary>
internal readonly record struct LineShape
{
    private readonly byte declaredType;

    internal LineShape(int endOffset, bool isMetadata, MetricType type)
    {
        EndOffset = endOffset;
        IsMetadata = isMetadata;
        declaredType = checked((byte)type);
    }

    /// <summary>Where its text ends in that of its block; it starts where the line before ends.</summary>
    internal int EndOffset { get; }

    /// <summary>Help, type or unit of a family; its text is the whole line with its line feed. Otherwise a sample, and
    /// the text its series with the braces.</summary>
    internal bool IsMetadata { get; }

    /// <summary>The type declared last, with this line.</summary>
    internal MetricType DeclaredType => (MetricType)declaredType;

    /// <summary>The same line in a block that begins so many bytes later.</summary>
    internal LineShape Behind(int lengthBytes) => new(EndOffset - lengthBytes, IsMetadata, DeclaredType);
}
