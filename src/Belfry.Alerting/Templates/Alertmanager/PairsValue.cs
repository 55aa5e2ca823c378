using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>Alertmanager's <c>Pairs</c>: names with values in order, with <c>Names Values</c>.</summary>
internal sealed class PairsValue : ListValue
{
    /// <summary>Pairs in the given order.</summary>
    public PairsValue(IEnumerable<KeyValuePair<string, string>> pairs)
        : this([.. pairs])
    {
    }

    private PairsValue(KeyValuePair<string, string>[] pairs)
        : base([.. pairs.Select(Pair)], "template.Pairs") => Pairs = pairs;

    /// <summary>The pairs.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs { get; }

    /// <inheritdoc/>
    public override string OwnText => string.Join(", ", Pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = name switch
        {
            "Names" => TemplateFunction.Method(() => Of(Pairs.Select(pair => pair.Key))),
            "Values" => TemplateFunction.Method(() => Of(Pairs.Select(pair => pair.Value))),
            "String" => TemplateFunction.Method(() => Of(OwnText)),
            _ => null,
        };
        return method is not null;
    }

    private static StructValue Pair(KeyValuePair<string, string> pair) => new(
        "template.Pair",
        [KeyValuePair.Create("Name", Of(pair.Key)), KeyValuePair.Create("Value", Of(pair.Value))]);
}
