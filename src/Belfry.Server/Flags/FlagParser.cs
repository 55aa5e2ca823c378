using System.Globalization;
using Belfry.Configuration;
using Belfry.Model;

namespace Belfry.Server.Flags;

/// <summary>
/// Reads a command line as kingpin does, the library of the originals: <c>--name=value</c>, <c>--name value</c>,
/// <c>--switch</c>, <c>--no-switch</c>. All that is wrong is reported, not only the first.
/// </summary>
internal static class FlagParser
{
    /// <summary>
    /// Reads <paramref name="arguments"/>. Null when something is wrong; then <paramref name="errors"/> says what, each
    /// in a line and with what to do.
    /// </summary>
    internal static FlagValues? Parse(
        IReadOnlyList<FlagDefinition> flags, IReadOnlyList<string> arguments, out IReadOnlyList<string> errors) =>
        Parse(flags, [], arguments, out errors);

    /// <summary>The same for a verb that takes arguments without names, as <paramref name="places"/> lists.</summary>
    internal static FlagValues? Parse(
        IReadOnlyList<FlagDefinition> flags,
        IReadOnlyList<ArgumentDefinition> places,
        IReadOnlyList<string> arguments,
        out IReadOnlyList<string> errors)
    {
        var definitions = flags.ToDictionary(flag => flag.Name, StringComparer.Ordinal);
        var given = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var wrong = new List<string>();
        var placed = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var isTaken = placed.Count < places.Count || (places.Count > 0 && places[^1].IsRepeated);
            if (isTaken && !arguments[index].StartsWith('-'))
            {
                placed.Add(arguments[index]);
                continue;
            }

            if (!TryReadOne(definitions, arguments, ref index, out var definition, out var value, out var error))
            {
                wrong.Add(error);
                continue;
            }

            if (!given.TryGetValue(definition.Name, out var values))
            {
                given.Add(definition.Name, values = []);
            }
            else if (definition.Kind != FlagKind.Repeated)
            {
                wrong.Add($"flag `--{definition.Name}` cannot be repeated");
                continue;
            }

            values.Add(value);
        }

        wrong.AddRange(places.Skip(placed.Count).Where(place => place.Default is null)
            .Select(place => $"the argument {place.Name} is missing: {place.Help}"));
        errors = wrong;
        return wrong.Count > 0
            ? null
            : new FlagValues(
                definitions,
                places.Select((place, index) => (place.Name, Values: Placed(place, index, placed)))
                    .ToDictionary(StringComparer.Ordinal),
                given.ToDictionary(
                    pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Placed(ArgumentDefinition place, int index, List<string> placed) =>
        index >= placed.Count ? [place.Default!] : place.IsRepeated ? placed[index..] : [placed[index]];

    private static bool TryReadOne(
        Dictionary<string, FlagDefinition> definitions,
        IReadOnlyList<string> arguments,
        ref int index,
        out FlagDefinition definition,
        out string value,
        out string error)
    {
        var argument = arguments[index];
        definition = null!;
        value = "";
        error = "";
        if (argument is ['-', not '-']
            && definitions.Values.FirstOrDefault(flag => flag.Letter == argument[1]) is { } lettered)
        {
            (definition, value) = (lettered, "true");
            return true;
        }

        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2)
        {
            error = $"unexpected argument `{argument}`: flags begin with `--`, `--help` lists them";
            return false;
        }

        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? argument[2..] : argument[2..equals];
        var isNegated = !definitions.ContainsKey(name) && name.StartsWith("no-", StringComparison.Ordinal)
            && definitions.TryGetValue(name[3..], out var negated) && negated.Kind == FlagKind.Switch;
        if (!definitions.TryGetValue(isNegated ? name[3..] : name, out definition!))
        {
            error = Unknown(definitions.Keys, name);
            return false;
        }

        if (definition.Kind == FlagKind.Switch)
        {
            return TryReadSwitch(argument, equals, isNegated, out value, out error);
        }

        if (equals >= 0)
        {
            value = argument[(equals + 1)..];
        }
        else if (index + 1 < arguments.Count)
        {
            value = arguments[++index];
        }
        else
        {
            error = $"flag `--{name}` needs a value: `--{name}=…`";
            return false;
        }

        error = Check(definition, value);
        return error.Length == 0;
    }

    private static bool TryReadSwitch(string argument, int equals, bool isNegated, out string value, out string error)
    {
        error = "";
        value = isNegated ? "false" : "true";
        if (equals < 0)
        {
            return true;
        }

        var text = argument[(equals + 1)..];
        if (!isNegated && text is "true" or "false")
        {
            value = text;
            return true;
        }

        error = $"flag `{argument[..equals]}` is a switch and takes no value: leave `={text}` out";
        return false;
    }

    private static string Check(FlagDefinition definition, string value) => definition.Kind switch
    {
        FlagKind.Duration when !PrometheusDuration.TryParse(value, out _, out var error) =>
            $"flag `--{definition.Name}`: {error}; write it as `15d`, `2h` or `30s`",
        FlagKind.Size when !ByteSize.TryParse(value, out var size, out _) || size.Bytes < 0 =>
            $"flag `--{definition.Name}`: `{value}` is not a size; write it as `512MB` or `10GB`",
        FlagKind.Number when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) =>
            $"flag `--{definition.Name}`: `{value}` is not a whole number",
        FlagKind.Choice when !definition.Choices.Contains(value) =>
            $"flag `--{definition.Name}`: `{value}` is none of {string.Join(", ", definition.Choices)}",
        _ => "",
    };

    private static string Unknown(IEnumerable<string> names, string name)
    {
        var nearest = names.MinBy(candidate => EditDistance.Between(candidate, name))!;
        var isNear = EditDistance.Between(nearest, name) <= Math.Max(2, name.Length / 4);
        return $"unknown flag `--{name}`" + (isNear ? $": did you mean `--{nearest}`?" : ": `--help` lists all flags");
    }
}
