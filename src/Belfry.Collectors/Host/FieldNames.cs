using Belfry.Model;
using Belfry.Model.Re2;

namespace Belfry.Collectors.Host;

/// <summary>
/// Metric names made of a prefix and a kernel's field names, kept so that each is made and judged once. Used by one
/// thread.
/// </summary>
internal sealed class FieldNames(string prefix, Re2Expression? included)
{
    // Far more fields than kernels have; what is beyond is made anew each time.
    private const int NamesMax = 5_000;

    private readonly Dictionary<string, string?> names = new(StringComparer.Ordinal);

    /// <summary>The metric's name; null when the field is not wanted or does not make a metric name.</summary>
    internal string? Find(string field)
    {
        if (names.TryGetValue(field, out var known))
        {
            return known;
        }

        var name = prefix + field;
        var isWanted = included is null || included.IsMatch(field);
        var made = isWanted && LabelNames.IsLegacyMetricName(System.Text.Encoding.UTF8.GetBytes(name)) ? name : null;
        if (names.Count < NamesMax)
        {
            names.Add(field, made);
        }

        return made;
    }
}
