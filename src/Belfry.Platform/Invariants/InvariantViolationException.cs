namespace Belfry.Platform.Invariants;

/// <summary>A bug of ours was found by <see cref="Invariant"/>.</summary>
/// <param name="id">The invariant's stable name.</param>
public sealed class InvariantViolationException(string id) : Exception($"BUG: invariant `{id}` does not hold");
