namespace Belfry.Query.PromQL;

/// <summary>Guesses which function was meant.</summary>
internal static class FunctionSuggestion
{
    private const int DistanceMax = 3;
    private const int NameLengthMax = 64;

    /// <summary>A hint naming the nearest function, or nothing when none is near.</summary>
    internal static string For(string name)
    {
        if (name.Length > NameLengthMax)
        {
            return "";
        }

        var nearest = FunctionCatalog.Everything.Select(signature => signature.Name)
            .MinBy(candidate => (Distance(name, candidate), candidate))!;
        return Distance(name, nearest) <= DistanceMax ? $"did you mean `{nearest}`?" : "";
    }

    /// <summary>How many letters have to be put in, taken out or replaced.</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
