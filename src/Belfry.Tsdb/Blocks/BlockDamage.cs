using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Blocks;

/// <summary>
/// What was found damaged in blocks since the store was opened: each file is told once, and each block counted once.
/// Thread-safe.
/// </summary>
internal sealed partial class BlockDamage(ILogger logger)
{
    private readonly Lock foundLock = new();
    private readonly HashSet<string> files = [];
    private readonly HashSet<string> blocks = [];

    /// <summary>The blocks that are not used, or of which a part cannot be read.</summary>
    internal int BlockCount
    {
        get
        {
            lock (foundLock)
            {
                return blocks.Count;
            }
        }
    }

    /// <summary>Tells that a block is not used at all.</summary>
    internal void SetAside(string block, StorageFailureException damage)
    {
        if (IsNew(block, damage))
        {
            LogSetAside(logger, damage);
        }
    }

    /// <summary>Tells that a part of a block cannot be read, so that what needs it is refused.</summary>
    internal void Found(string block, StorageFailureException damage)
    {
        if (IsNew(block, damage))
        {
            LogFound(logger, damage);
        }
    }

    private bool IsNew(string block, StorageFailureException damage)
    {
        lock (foundLock)
        {
            blocks.Add(block);
            return files.Add(damage.File);
        }
    }

    [LoggerMessage(3005, LogLevel.Error, "a block was found damaged and is not used")]
    private static partial void LogSetAside(ILogger logger, Exception damage);

    [LoggerMessage(3007, LogLevel.Error, "a part of a block was found damaged; queries that need it are refused")]
    private static partial void LogFound(ILogger logger, Exception damage);
}
