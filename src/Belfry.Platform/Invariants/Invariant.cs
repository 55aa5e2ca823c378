using System.Collections.Concurrent;

namespace Belfry.Platform.Invariants;

/// <summary>
/// Conditions that only a bug of ours can break. Always evaluated, on cold paths; a violation is counted for
/// <c>belfry_invariant_violations_total</c> and, where <see cref="Throws"/> is set (debug builds, tests), thrown.
/// Thread-safe.
/// </summary>
public static class Invariant
{
    private static readonly ConcurrentDictionary<string, long> Counts = new(StringComparer.Ordinal);

    /// <summary>Whether a violation throws <see cref="InvariantViolationException"/>. On in debug builds.</summary>
    public static bool Throws { get; set; }
#if DEBUG
        = true;
#endif

    /// <summary>Violations so far, by id.</summary>
    public static IReadOnlyDictionary<string, long> Violations => Counts;

    /// <summary>
    /// States that <paramref name="condition"/> is true. Returns it, so that a caller can take the safe way out.
    /// </summary>
    /// <param name="id">A stable name, such as <c>tsdb.head.chunk_order</c>.</param>
    /// <param name="condition">What must be true.</param>
    public static bool Holds(string id, bool condition)
    {
        if (condition)
        {
            return true;
        }

        Counts.AddOrUpdate(id, 1, (_, count) => count + 1);
        return Throws ? throw new InvariantViolationException(id) : false;
    }
}
