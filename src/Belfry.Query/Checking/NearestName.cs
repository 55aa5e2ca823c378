using Belfry.Query.PromQL;

namespace Belfry.Query.Checking;

/// <summary>Which of many names a wrong one may have meant.</summary>
internal static class NearestName
{
    // Beyond, comparing takes longer than a suggestion is worth.
    private const int NamesMax = 20_000;
    private const int LengthMax = 200;

    /// <summary>The nearest name; null when none is near.</summary>
    internal static string? Of(string name, IReadOnlyCollection<string> names)
    {
        var distanceMax = Math.Max(2, name.Length / 4);
        var best = (Distance: distanceMax + 1, Name: (string?)null);
        foreach (var candidate in names.Take(NamesMax))
        {
            if (name.Length <= LengthMax && Math.Abs(candidate.Length - name.Length) < best.Distance)
            {
                var distance = FunctionSuggestion.Distance(name, candidate);
                best = distance < best.Distance ? (distance, candidate) : best;
            }
        }

        return best.Name ?? names.Take(NamesMax).FirstOrDefault(
            candidate => candidate.StartsWith(name + "_", StringComparison.Ordinal));
    }
}
