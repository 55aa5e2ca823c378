using Belfry.Configuration;
using Belfry.Model;

namespace Belfry.Server.Flags;

/// <summary>The flags of one command line, checked. Immutable.</summary>
internal sealed class FlagValues
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> given;
    private readonly IReadOnlyDictionary<string, FlagDefinition> definitions;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> placed;

    internal FlagValues(
        IReadOnlyDictionary<string, FlagDefinition> definitions,
        IReadOnlyDictionary<string, IReadOnlyList<string>> placed,
        IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        this.definitions = definitions;
        this.placed = placed;
        this.given = given;
    }

    /// <summary>The value of an argument without a name.</summary>
    internal string Argument(string name) => placed[name][0];

    /// <summary>All values of an argument without a name that may have several.</summary>
    internal IReadOnlyList<string> Arguments(string name) => placed[name];

    /// <summary>True when the flag was on the command line.</summary>
    internal bool IsGiven(string name) => given.ContainsKey(name);

    internal string Text(string name) => All(name)[^1];

    internal IReadOnlyList<string> All(string name) =>
        given.TryGetValue(name, out var values) ? values : [definitions[name].Default];

    internal bool IsOn(string name) => Text(name) == "true";

    internal TimeSpan Duration(string name) =>
        PrometheusDuration.TryParse(Text(name), out var duration, out var error)
            ? duration
            : throw new InvalidOperationException($"BUG: flag `{name}` was not checked: {error}");

    internal ByteSize Size(string name) =>
        ByteSize.TryParse(Text(name), out var size, out var error)
            ? size
            : throw new InvalidOperationException($"BUG: flag `{name}` was not checked: {error}");

    internal int Number(string name) =>
        int.Parse(Text(name), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every flag with its value, several values joined by commas.</summary>
    internal IReadOnlyDictionary<string, string> ToDictionary() =>
        definitions.Values.ToDictionary(
            definition => definition.Name,
            definition => string.Join(',', All(definition.Name)),
            StringComparer.Ordinal);
}
