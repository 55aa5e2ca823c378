namespace Belfry.Ingestion.Push;

/// <summary>The full names of the remote-write messages.</summary>
public static class RemoteWriteMessages
{
    /// <summary>Every message, the older first.</summary>
    public static IReadOnlyList<RemoteWriteMessage> All { get; } = [RemoteWriteMessage.V1, RemoteWriteMessage.V2];

    /// <summary>The full name of a message.</summary>
    public static string NameOf(RemoteWriteMessage message) =>
        message == RemoteWriteMessage.V2 ? "io.prometheus.write.v2.Request" : "prometheus.WriteRequest";

    /// <summary>The message of this full name; false when there is none.</summary>
    public static bool TryParse(string name, out RemoteWriteMessage message)
    {
        message = name == NameOf(RemoteWriteMessage.V2) ? RemoteWriteMessage.V2 : RemoteWriteMessage.V1;
        return name == NameOf(message);
    }

    /// <summary>The original's words for a name that is none.</summary>
    public static string UnknownText(string name) =>
        $"unknown type for remote write protobuf message {name}, supported: {string.Join(", ", All.Select(NameOf))}";
}
