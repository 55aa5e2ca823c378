namespace Belfry.Ingestion.Push;

/// <summary>The message that a remote-write request holds.</summary>
public enum RemoteWriteMessage
{
    /// <summary><c>prometheus.WriteRequest</c>, remote write 1.0.</summary>
    V1,

    /// <summary><c>io.prometheus.write.v2.Request</c>, remote write 2.0.</summary>
    V2,
}
