namespace Belfry.Alerting.Tests.Notify;

/// <summary>A request that <see cref="HookServer"/> received.</summary>
internal sealed record HookRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
