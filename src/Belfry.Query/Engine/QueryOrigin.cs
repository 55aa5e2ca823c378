namespace Belfry.Query.Engine;

/// <summary>
/// Where a query comes from, for logs: a kind such as <c>httpRequest</c>, and what is to be said of it.
/// </summary>
/// <param name="Kind">The kind, as the query log of Prometheus names it.</param>
/// <param name="Details">Names and values, in the order they are shown.</param>
public sealed record QueryOrigin(string Kind, IReadOnlyList<KeyValuePair<string, string>> Details)
{
    /// <summary>A request of a client.</summary>
    public static QueryOrigin HttpRequest(string clientAddress, string method, string path) => new(
        "httpRequest", [new("clientIP", clientAddress), new("method", method), new("path", path)]);

    /// <summary>A group of rules.</summary>
    public static QueryOrigin RuleGroup(string file, string name) =>
        new("ruleGroup", [new("file", file), new("name", name)]);
}
