using System.Globalization;
using Belfry.Testing.PromQL;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>
/// Whether two answers are the same: both errors, or the same label sets with the same times and values. Texts of
/// errors are not compared. Values may differ by <see cref="Tolerance"/>, because Go's and .NET's logarithms and powers
/// end in other digits and the two versions compensate other sums.
/// </summary>
internal static class AnswerComparison
{
    internal const double Tolerance = 1e-9;

    // What is left of gauges around 50 that cancel, in sums that 2.42 does not compensate.
    private const double Rest = 1e-12;

    /// <summary>The first difference; null when there is none.</summary>
    internal static string? Difference(GeneratedQuery query, Answer there, Answer here)
    {
        if (there.Error is not null || here.Error is not null)
        {
            return (there.Error is null) == (here.Error is null) ? null : "an error on one side only";
        }

        if (query.IsRanked)
        {
            (there, here) = (RankedAnswer.WithoutTies(there, here), RankedAnswer.WithoutTies(here, there));
        }

        var expected = there.Series.ToDictionary(series => series.Labels, series => series.Points);
        var actual = here.Series.ToDictionary(series => series.Labels, series => series.Points);
        if (expected.Keys.Concat(actual.Keys).FirstOrDefault(
            labels => !(expected.ContainsKey(labels) && actual.ContainsKey(labels))) is { } lonely)
        {
            return $"{{{lonely}}} on one side only";
        }

        var rest = query.Exactness == Exactness.Approximate ? Rest : 0;
        return expected.Select(series => Difference(series.Key, series.Value, actual[series.Key], rest))
            .FirstOrDefault(difference => difference is not null) ?? Order(query, there, here);
    }

    private static string? Difference(
        string labels, (long TimeMs, double Value)[] expected, (long TimeMs, double Value)[] actual, double rest)
    {
        if (!expected.Select(point => point.TimeMs).SequenceEqual(actual.Select(point => point.TimeMs)))
        {
            return $"{{{labels}}} has {expected.Length} points there and {actual.Length} here, or other times";
        }

        for (var index = 0; index < expected.Length; index++)
        {
            if (!Agree(expected[index].Value, actual[index].Value, rest))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{{labels}}} at {expected[index].TimeMs / 1000}: "
                    + $"{expected[index].Value:R} there and {actual[index].Value:R} here");
            }
        }

        return null;
    }

    // Equal values may stand in any order.
    private static string? Order(GeneratedQuery query, Answer there, Answer here) =>
        query.IsSorted && there.Series.All(series => series.Points.Length == 1)
        && !there.Series.Zip(here.Series).All(pair =>
            Agree(pair.First.Points[0].Value, pair.Second.Points[0].Value, Rest))
            ? "another order" : null;

    private static bool Agree(double left, double right, double rest) => left.Equals(right)
        || Math.Abs(left - right) <= Math.Max(rest, Tolerance * Math.Max(Math.Abs(left), Math.Abs(right)));
}
