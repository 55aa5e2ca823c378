using Belfry.Model;

namespace Belfry.Storage.Blocks;

/// <summary>What a block says about itself. Immutable. Format: docs/formats/block.md.</summary>
public sealed record BlockManifest
{
    /// <summary>The block's name.</summary>
    public required BlockId Id { get; init; }

    /// <summary>What it holds: <c>metrics</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The first time it may have samples of.</summary>
    public required TimestampMs MinTime { get; init; }

    /// <summary>The first time behind it.</summary>
    public required TimestampMs MaxTime { get; init; }

    /// <summary>Zero for raw samples, else the step of its tier.</summary>
    public TimeSpan Resolution { get; init; }

    /// <summary>1 when it was cut from the head, more when it was merged.</summary>
    public required int Level { get; init; }

    /// <summary>The samples in it, deleted ones included.</summary>
    public required long SampleCount { get; init; }

    /// <summary>The series in it.</summary>
    public required long SeriesCount { get; init; }

    /// <summary>The chunks in it.</summary>
    public required long ChunkCount { get; init; }

    /// <summary>The level-1 blocks whose samples are here.</summary>
    public required IReadOnlyList<BlockId> Sources { get; init; }

    /// <summary>The blocks that this one replaces.</summary>
    public IReadOnlyList<BlockId> Parents { get; init; } = [];

    /// <summary>Its files with their sizes in bytes.</summary>
    public required IReadOnlyDictionary<string, long> FileSizesBytes { get; init; }
}
