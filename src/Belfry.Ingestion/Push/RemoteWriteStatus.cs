namespace Belfry.Ingestion.Push;

/// <summary>What became of a remote-write request.</summary>
public enum RemoteWriteStatus
{
    /// <summary>The store could not write; nothing is stored and the sender should try again (5xx).</summary>
    StorageFailed,

    /// <summary>
    /// Damaged, or some samples were refused for good; a retry is useless (400). The others are stored.
    /// </summary>
    Rejected,

    /// <summary>Everything is stored (204).</summary>
    Accepted,
}
