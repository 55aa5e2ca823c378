using Belfry.Query.Engine;
using Microsoft.AspNetCore.Routing;

namespace Belfry.Api.Prometheus;

/// <summary>What a handler gets.</summary>
/// <param name="Parameters">The form's and the URL's parameters.</param>
/// <param name="Path">The variable parts of the path.</param>
/// <param name="Origin">Who asks, for logs.</param>
/// <param name="CancellationToken">Ends when the client goes.</param>
internal sealed record ApiRequest(
    ApiParameters Parameters, RouteValueDictionary Path, QueryOrigin Origin, CancellationToken CancellationToken);
