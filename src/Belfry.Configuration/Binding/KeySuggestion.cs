namespace Belfry.Configuration.Binding;

/// <summary>The known key that an unknown one was probably meant to be.</summary>
internal static class KeySuggestion
{
    /// <summary>The nearest of <paramref name="known"/>, or null when none is near enough to be a slip.</summary>
    internal static string? Nearest(string key, IEnumerable<string> known)
    {
        var normal = Normal(key);
        string? nearest = null;
        var nearestDistance = Math.Clamp(key.Length / 3, 1, 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Normal(candidate) == normal ? 0 : Distance(key, candidate);
            if (distance < nearestDistance)
            {
                nearest = candidate;
                nearestDistance = distance;
            }
        }

        return nearest;
    }

    // scrapeInterval, scrape-interval and ScrapeInterval all mean scrape_interval.
    private static string Normal(string key) => string.Concat(
        key.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    // The optimal string alignment distance: a swap of neighbours counts once.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 3 || left.Length > 64)
        {
            return int.MaxValue;
        }

        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                rows[i, j] = isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }

        return rows[left.Length, right.Length];
    }
}
