namespace Belfry.Alerting.Templates.Values;

/// <summary>
/// A map from text to values, walked in byte order of its keys. Subclasses add methods, as Alertmanager's <c>KV</c>
/// does.
/// </summary>
internal class MapValue : TemplateValue
{
    /// <summary>The type of a map to anything.</summary>
    public const string AnyType = "map[string]interface {}";

    /// <summary>The type of a map to text.</summary>
    public const string TextsType = "map[string]string";

    private readonly SortedList<string, TemplateValue> entries;

    /// <summary>A map of these entries; a later one of the same key wins.</summary>
    /// <param name="entries">Keys with values.</param>
    /// <param name="typeName">Go's name of the map's type.</param>
    /// <param name="elementZero">What a missing key gives under <c>missingkey=zero</c>.</param>
    public MapValue(
        IEnumerable<KeyValuePair<string, TemplateValue>> entries,
        string typeName = AnyType,
        TemplateValue? elementZero = null)
    {
        this.entries = new SortedList<string, TemplateValue>(Utf8Order.Comparer);
        foreach (var (key, value) in entries)
        {
            this.entries[key] = value;
        }

        TypeName = typeName;
        ElementZero = elementZero ?? Missing;
    }

    /// <summary>The entries in order of their keys.</summary>
    public IReadOnlyCollection<KeyValuePair<string, TemplateValue>> Entries => entries;

    /// <summary>The keys in order.</summary>
    public IList<string> Keys => entries.Keys;

    /// <summary>The zero value of the element type; <see cref="TemplateValue.Missing"/> for maps to anything.</summary>
    public TemplateValue ElementZero { get; }

    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.Map;

    /// <inheritdoc/>
    public sealed override string TypeName { get; }

    /// <inheritdoc/>
    public sealed override bool IsTrue => entries.Count > 0;

    /// <summary>A <c>map[string]string</c>.</summary>
    public static MapValue OfTexts(IEnumerable<KeyValuePair<string, string>> entries) =>
        new(TextEntries(entries), TextsType, Of(""));

    /// <summary>The value of a key, or null.</summary>
    public TemplateValue? Find(string key) => entries.GetValueOrDefault(key);

    /// <summary>Entries of text as entries of values.</summary>
    protected static IEnumerable<KeyValuePair<string, TemplateValue>> TextEntries(
        IEnumerable<KeyValuePair<string, string>> entries) =>
        entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)));
}
