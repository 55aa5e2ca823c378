namespace Belfry.Model.Histograms;

/// <summary>Compares and intersects the listed bounds of custom buckets.</summary>
public static class CustomBounds
{
    /// <summary>Whether they are the same bounds; none equals none, and NaN equals nothing.</summary>
    public static bool AreEqual(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var index = 0; index < left.Length; index++)
        {
            if (left[index] != right[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bounds that both have, rising as both are.</summary>
    internal static double[] Intersect(double[] left, double[] right)
    {
        var common = new List<double>(Math.Min(left.Length, right.Length));
        var place = 0;
        foreach (var bound in left)
        {
            while (place < right.Length && right[place] < bound)
            {
                place++;
            }

            if (place < right.Length && right[place] == bound)
            {
                common.Add(bound);
            }
        }

        return [.. common];
    }
}
