namespace Belfry.Server.Flags;

/// <summary>
/// The features of <c>--enable-feature</c>, several in one value or in several. As in Prometheus, one that is not known
/// does not keep the server from starting; <see cref="Remarks"/> says so. Immutable.
/// </summary>
internal sealed class Features
{
    private const string ExemplarStorage = "exemplar-storage";
    private const string TypeAndUnitLabels = "type-and-unit-labels";

    // Names of the original that change nothing here, with what there is to say.
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["native-histograms"] = "has no effect: set `scrape_native_histograms: true` in the configuration",
        ["expand-external-labels"] = "has no effect: external labels are always expanded",
        ["promql-at-modifier"] = "has no effect: it is always on",
        ["promql-negative-offset"] = "has no effect: it is always on",
        ["remote-write-receiver"] = "has no effect: use `--web.enable-remote-write-receiver`",
    };

    private readonly HashSet<string> named;

    internal Features(IEnumerable<string> values)
    {
        named = values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
            .Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether exemplars are kept.</summary>
    internal bool KeepsExemplars => named.Contains(ExemplarStorage);

    /// <summary>Whether type and unit of a metric become labels of its series.</summary>
    internal bool AddsTypeAndUnitLabels => named.Contains(TypeAndUnitLabels);

    /// <summary>What the operator should know about the other names, a line each.</summary>
    internal IReadOnlyList<string> Remarks =>
    [
        .. named.Where(name => name is not (ExemplarStorage or TypeAndUnitLabels))
            .Order(StringComparer.Ordinal)
            .Select(name => $"feature `{name}` "
                + Others.GetValueOrDefault(name, "is not known to this version and changes nothing")),
    ];
}
