namespace Belfry.Server.Flags;

/// <summary>Levenshtein distance: how many letters must be typed differently.</summary>
internal static class EditDistance
{
    internal static int Between(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(previous[column], current[column - 1]));
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
