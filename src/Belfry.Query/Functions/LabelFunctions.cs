using Belfry.Model;
using Belfry.Model.Re2;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary><c>label_replace</c> and <c>label_join</c>: new label sets from old ones.</summary>
internal static class LabelFunctions
{
    /// <summary>The arguments are destination, replacement, source, expression.</summary>
    internal static Func<SeriesKey, SeriesKey> Replace(List<string> texts)
    {
        var (destination, replacement, source) = (texts[0], texts[1], texts[2]);
        if (!Re2Expression.TryParseAnchored(texts[3], out var expression, out _))
        {
            throw EvaluationException.Failed($"invalid regular expression in label_replace(): {texts[3]}");
        }

        Check(destination, "destination", "label_replace");
        var builder = new LabelsBuilder();
        var expansions = new Dictionary<string, string?>(StringComparer.Ordinal);
        return key =>
        {
            // Many series share a value; each is matched once.
            var text = key.Labels.Get(source);
            if (!expansions.TryGetValue(text, out var value))
            {
                value = expression.TryExpand(text, replacement, out var expanded) ? expanded : null;
                expansions.Add(text, value);
            }

            if (value is null)
            {
                return key;
            }

            builder.Reset(key.Labels);
            builder.Set(destination, value);
            return Renamed(key, builder, destination);
        };
    }

    /// <summary>The arguments are destination, separator, and any number of sources.</summary>
    internal static Func<SeriesKey, SeriesKey> Join(List<string> texts)
    {
        var (destination, separator) = (texts[0], texts[1]);
        var sources = texts[2..];
        sources.ForEach(source => Check(source, "source", "label_join"));
        Check(destination, "destination", "label_join");
        var builder = new LabelsBuilder();
        return key =>
        {
            builder.Reset(key.Labels);
            builder.Set(destination, string.Join(separator, sources.Select(key.Labels.Get)));
            return Renamed(key, builder, destination);
        };
    }

    // A name that was set on purpose is not to be dropped later.
    private static SeriesKey Renamed(SeriesKey key, LabelsBuilder builder, string destination) =>
        new(builder.ToLabels(), key.DropsName && destination != LabelNames.MetricName);

    private static void Check(string name, string role, string function)
    {
        if (name.Length == 0 || name.Contains('\ufffd', StringComparison.Ordinal))
        {
            throw EvaluationException.Failed($"invalid {role} label name in {function}(): {name}");
        }
    }
}
