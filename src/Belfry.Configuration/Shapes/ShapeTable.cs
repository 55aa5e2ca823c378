using System.Collections.Frozen;

namespace Belfry.Configuration.Shapes;

/// <summary>
/// Shapes by name, written as lines <c>name GoType: key:kind key:kind …</c>. Kinds: text, secret, url, int, uint,
/// float, flag, duration, godur (Go's durations), size, texts (a list), map (texts by name), tls, headers, any,
/// <c>{name}</c> (a section) and <c>[name]</c> (a list of sections); <c>@http</c> stands for the HTTP client's keys.
/// A line that starts with a space goes on with the one before.
/// </summary>
internal sealed class ShapeTable
{
    private readonly FrozenDictionary<string, Shape> shapes;

    internal ShapeTable(string lines) =>
        shapes = lines.Replace("\n ", " ", StringComparison.Ordinal).Split('\n').Select(Parse)
            .ToFrozenDictionary(shape => shape.Name, StringComparer.Ordinal);

    internal IEnumerable<Shape> All => shapes.Values;

    internal Shape this[string name] => shapes[name];

    private static Shape Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = line[..colon].Split(' ');
        var words = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fields = words.Where(word => word != "@http").Select(ParseField).ToList();
        return new Shape(head[0], head[1], fields, words.Contains("@http"));
    }

    private static ShapeField ParseField(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var (key, kind) = (word[..colon], word[(colon + 1)..]);
        var isNested = kind[0] is '{' or '[';
        return new ShapeField(key, kind, isNested ? kind[1..^1] : null, kind[0] == '[');
    }
}
