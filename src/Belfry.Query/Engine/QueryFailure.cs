using Belfry.Model.Diagnostics;

namespace Belfry.Query.Engine;

/// <summary>Why a query has no answer.</summary>
/// <param name="Kind">Whose fault it is, as the HTTP API tells apart.</param>
/// <param name="Message">The reason in Prometheus's words.</param>
/// <param name="Diagnostics">Places in the query, when it does not parse or does not type-check; otherwise
/// empty.</param>
public sealed record QueryFailure(QueryFailureKind Kind, string Message, IReadOnlyList<Diagnostic> Diagnostics);
