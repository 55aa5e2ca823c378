using Belfry.Alerting.Silences;
using Belfry.Model;

namespace Belfry.Api.Alertmanager;

/// <summary>
/// The order of silences in the API: active ones by their end, pending ones by their start, then expired ones, the last
/// to expire first.
/// </summary>
internal static class SilenceOrder
{
    internal static Comparer<Silence> At(TimestampMs now) => Comparer<Silence>.Create((left, right) =>
    {
        var state = left.StateAt(now);
        var order = Rank(state).CompareTo(Rank(right.StateAt(now)));
        if (order != 0)
        {
            return order;
        }

        order = state switch
        {
            SilenceState.Active => left.EndsAt.CompareTo(right.EndsAt),
            SilenceState.Pending => left.StartsAt.CompareTo(right.StartsAt),
            _ => right.EndsAt.CompareTo(left.EndsAt),
        };
        return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
    });

    private static int Rank(SilenceState state) => state switch
    {
        SilenceState.Active => 0,
        SilenceState.Pending => 1,
        _ => 2,
    };
}
