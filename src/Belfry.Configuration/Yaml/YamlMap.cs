namespace Belfry.Configuration.Yaml;

/// <summary>
/// A mapping to be written: entries in order, values being texts, <see cref="YamlMap"/>s, lists of either, or read
/// nodes. Nulls and empty things are left out by the <c>Unless</c> methods, as in the originals' output.
/// </summary>
internal sealed class YamlMap
{
    private readonly List<KeyValuePair<string, object>> entries = [];

    internal IReadOnlyList<KeyValuePair<string, object>> Entries => entries;

    internal YamlMap Add(string key, object value)
    {
        entries.Add(new(key, value));
        return this;
    }

    internal YamlMap Add(string key, bool value) => Add(key, (object)new YamlPlain(value ? "true" : "false"));

    internal YamlMap AddUnlessEmpty(string key, string value) => value.Length == 0 ? this : Add(key, value);

    internal YamlMap AddUnlessFalse(string key, bool value) => value ? Add(key, value) : this;

    internal YamlMap AddUnlessZero(string key, double value) => value == 0 ? this : Add(
        key, new YamlPlain(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    internal YamlMap AddUnlessZero(string key, TimeSpan value) =>
        value == TimeSpan.Zero ? this : Add(key, Model.PrometheusDuration.Format(value));

    internal YamlMap AddUnlessEmpty(string key, YamlMap value) => value.Entries.Count == 0 ? this : Add(key, value);

    internal YamlMap AddUnlessEmpty(string key, IEnumerable<object> values) =>
        values.ToList() is { Count: > 0 } list ? Add(key, list) : this;
}
