using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>Alertmanager's <c>KV</c>: labels or annotations, with <c>SortedPairs Remove Names Values</c>.</summary>
internal sealed class KvValue : MapValue, IJsonShape
{
    /// <summary>Go's name of the type.</summary>
    public const string Type = "template.KV";

    private readonly bool isNil;

    /// <summary>A set of these pairs; nil when null is given, which only shows in JSON.</summary>
    public KvValue(IEnumerable<KeyValuePair<string, string>>? pairs)
        : base(TextEntries(pairs ?? []), Type, Of("")) => isNil = pairs is null;

    /// <summary>A set of labels.</summary>
    public KvValue(Labels labels)
        : this(labels.ToPairs())
    {
    }

    /// <inheritdoc/>
    public override string OwnText => SortedPairs().OwnText;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, TemplateValue>>? JsonFields => isNil ? null : Entries;

    /// <inheritdoc/>
    public string? JsonScalar => null;

    /// <summary>The pairs by name, but the alert's name first.</summary>
    public PairsValue SortedPairs() => new(Entries
        .OrderBy(entry => entry.Key != LabelNames.AlertName)
        .Select(entry => KeyValuePair.Create(entry.Key, ((TextValue)entry.Value).Value)));

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = name switch
        {
            "SortedPairs" => TemplateFunction.Method(SortedPairs),
            "Names" => TemplateFunction.Method(() => Of(SortedPairs().Pairs.Select(pair => pair.Key))),
            "Values" => TemplateFunction.Method(() => Of(SortedPairs().Pairs.Select(pair => pair.Value))),
            "String" => TemplateFunction.Method(() => Of(OwnText)),
            "Remove" => TemplateFunction.Of(call => Remove((ListValue)call[0]), ParameterType.Texts),
            _ => null,
        };
        return method is not null;
    }

    private KvValue Remove(ListValue names)
    {
        var removed = names.Items.OfType<TextValue>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        return new KvValue(SortedPairs().Pairs.Where(pair => !removed.Contains(pair.Key)));
    }
}
