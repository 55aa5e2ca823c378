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

    private const string ManyToOne =
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";

    private const string SameLabels = "vector cannot contain metrics with the same labelset";

    private static readonly string[] Comparisons = ["==", "!=", "<", ">"];

    /// <summary>The first difference; null when there is none.</summary>
    internal static string? Difference(GeneratedQuery query, QueryTimes times, Answer there, Answer here)
    {
        if (there.Error is not null || here.Error is not null)
        {
            return (there.Error is null) == (here.Error is null) || IsLaterError(query, here)
                || IsEarlierError(query, times, there)
                ? null : "an error on one side only";
        }

        if (query.IsRanked)
        {
            (there, here) = (WithoutTies(there), WithoutTies(here));
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

    // One series for the values of each time, in their order; see VersionDifferences.
    private static Answer WithoutTies(Answer answer) => answer with
    {
        Series =
        [
            .. answer.Series.SelectMany(series => series.Points)
                .GroupBy(point => point.TimeMs)
                .Select(time => (
                    time.Key.ToString(CultureInfo.InvariantCulture), time.OrderBy(point => point.Value).ToArray())),
        ],
    };

    // See VersionDifferences: since 3.9 also comparisons that keep nothing.
    private static bool IsLaterError(GeneratedQuery query, Answer here) =>
        here.Error == ManyToOne && query.Any(one => Comparisons.Any(one.Text.Contains));

    // See VersionDifferences: labels that are the same at other times. At one moment it is an error in both.
    private static bool IsEarlierError(GeneratedQuery query, QueryTimes times, Answer there) =>
        there.Error == SameLabels
        && (times.Step != 0 || query.Any(one => one.Type == GeneratedType.Matrix && one.Parts.Count > 0));

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
