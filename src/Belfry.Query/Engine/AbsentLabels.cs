using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// The labels of <c>absent</c>: what the selector demands by equality, once and without contradiction.
/// </summary>
internal static class AbsentLabels
{
    internal static Labels Of(Expression argument)
    {
        var matchers = argument switch
        {
            VectorSelector selector => selector.Matchers,
            MatrixSelector matrix => matrix.Selector.Matchers,
            _ => [],
        };
        var builder = new LabelsBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var matcher in matchers.Where(matcher => matcher.Name != LabelNames.MetricName))
        {
            if (matcher.Operator == MatchOperator.Equal && seen.Add(matcher.Name))
            {
                builder.Set(matcher.Name, matcher.Value);
            }
            else
            {
                builder.Remove(matcher.Name);
            }
        }

        return builder.ToLabels();
    }
}
