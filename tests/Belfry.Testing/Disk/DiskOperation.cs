namespace Belfry.Testing.Disk;

/// <summary>An operation of a <see cref="MemoryDirectory"/> that can be made to fail.</summary>
public enum DiskOperation
{
    /// <summary>Any of them.</summary>
    Any,

    /// <summary>Creating a file, or a link.</summary>
    Create,

    /// <summary>Opening a file.</summary>
    Open,

    /// <summary>Mapping a file.</summary>
    Map,

    /// <summary>Reading from a file.</summary>
    Read,

    /// <summary>Writing to a file.</summary>
    Write,

    /// <summary>Changing a file's length.</summary>
    Truncate,

    /// <summary>Syncing a file or a folder.</summary>
    Sync,

    /// <summary>Renaming a file or a folder.</summary>
    Rename,

    /// <summary>Deleting a file or a folder.</summary>
    Delete,
}
