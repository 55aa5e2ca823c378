using Belfry.Model;

namespace Belfry.Query.Engine.Operators.Enrichment;

/// <summary>
/// For one identity: the sets of info series that are current together at any step, and which of them is at each.
/// Immutable.
/// </summary>
internal sealed class InfoMix
{
    private readonly int[]? mixAt;

    private InfoMix(List<int[]> mixes, int[]? mixAt)
    {
        Mixes = mixes;
        this.mixAt = mixAt;
    }

    /// <summary>The sets, each in the order of the metrics' names; an empty one where there is no info.</summary>
    internal IReadOnlyList<int[]> Mixes { get; }

    /// <summary>Whether set <paramref name="mix"/> is the one at a step.</summary>
    internal bool IsAt(int mix, int step) => mixAt is null ? mix == 0 : mixAt[step] == mix;

    internal static InfoMix Of(InfoChoices choices, Labels identity, Evaluation evaluation, int steps)
    {
        var columns = choices.Names.Select(name => choices.Find(name, identity)).OfType<int[]>().ToList();
        if (columns.Count == 0)
        {
            return new InfoMix([[]], null);
        }

        evaluation.Hold(steps);
        var mixes = new List<int[]>();
        var mixAt = new int[steps];
        for (var step = 0; step < steps; step++)
        {
            var mix = columns.Select(column => column[step]).Where(info => info >= 0).ToArray();

            // What is current changes rarely, so the set is mostly that of the step before.
            var number = step > 0 && mixes[mixAt[step - 1]].AsSpan().SequenceEqual(mix)
                ? mixAt[step - 1]
                : mixes.FindIndex(known => known.AsSpan().SequenceEqual(mix));
            if (number < 0)
            {
                number = mixes.Count;
                mixes.Add(mix);
            }

            mixAt[step] = number;
        }

        return new InfoMix(mixes, mixAt);
    }
}
