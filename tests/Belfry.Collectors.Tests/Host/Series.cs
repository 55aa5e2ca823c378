using System.Globalization;

namespace Belfry.Collectors.Tests.Host;

/// <summary>Samples of a text exposition by name and sorted labels, empty labels left out, and the families'
/// types.</summary>
internal sealed record Series(IReadOnlyDictionary<string, double> Samples, IReadOnlyDictionary<string, string> Types)
{
    internal static Series Parse(string text)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                types[line.Split(' ')[2]] = line.Split(' ')[3];
            }
            else if (line[0] != '#')
            {
                var space = line.LastIndexOf(' ');
                samples[Key(line[..space])] = double.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture);
            }
        }

        return new Series(samples, types);
    }

    internal string? TypeOf(string key) => Types.GetValueOrDefault(key.Split('{')[0]);

    // Splits at the quote and comma that end a label; no value on a machine holds the two together. Debian's
    // node exporter, 1.5, has no adminstate yet.
    private static string Key(string series)
    {
        var brace = series.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
        {
            return series;
        }

        var labels = series[(brace + 1)..^1].Split("\",")
            .Select(label => label.TrimEnd('"'))
            .Where(label => !label.StartsWith("adminstate=", StringComparison.Ordinal) && !label.EndsWith('=') && !label.EndsWith("=\"", StringComparison.Ordinal));
        return $"{series[..brace]}{{{string.Join(',', labels.Order(StringComparer.Ordinal))}}}";
    }
}
