using Belfry.Api.Hosting;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>status/walreplay</c>: whether the journal is still being replayed. How far it is, is not known in segments.
/// </summary>
internal static class ReplayEndpoint
{
    internal static void Map(ApiRoutes routes, IServerControl server) =>
        routes.MapGetAlways("status/walreplay", _ => ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("min", 0);
            json.WriteNumber("max", 0);
            json.WriteNumber("current", 0);
            json.WriteString("state", server.IsReady ? "done" : "in progress");
            json.WriteEndObject();
        }));
}
