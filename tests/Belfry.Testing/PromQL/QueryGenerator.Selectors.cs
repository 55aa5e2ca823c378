using System.Globalization;

namespace Belfry.Testing.PromQL;

/// <summary>Selectors, ranges, subqueries and their modifiers.</summary>
public sealed partial class QueryGenerator
{
    private GeneratedQuery Selector() => Selected(Metric(), "", GeneratedType.Vector);

    private GeneratedQuery Plain(params MetricNature[] natures) =>
        Selected(Metric(one => natures.Contains(one.Nature)), "", GeneratedType.Vector);

    private MetricOfMaterial Metric() => Metric(_ => true);

    private MetricOfMaterial Metric(Func<MetricOfMaterial, bool> isWanted)
    {
        var metrics = QueryMaterial.Metrics.Where(metric => isWanted(metric)
            && (!grammar.IsForComparison || metric.Nature != MetricNature.Histograms)).ToArray();
        return metrics[random.Next(metrics.Length)];
    }

    private GeneratedQuery Selected(MetricOfMaterial metric, string range, GeneratedType type) =>
        new($"{Matchers(metric)}{range}{Modifiers()}", type)
        {
            Exactness = metric.Nature == MetricNature.Odd ? Exactness.Reproducible : Exactness.Dyadic,
            IsFinite = metric.Nature != MetricNature.Odd,
            IsCounter = metric.Nature is MetricNature.Counter or MetricNature.Buckets,
            HasHistograms = metric.Nature == MetricNature.Histograms,
        };

    private string Matchers(MetricOfMaterial metric)
    {
        var matchers = new List<string>();
        foreach (var label in metric.LabelNames.Where(_ => OneIn(4)))
        {
            var values = QueryMaterial.Values(label);
            var value = values[random.Next(values.Count)];
            var other = values[random.Next(values.Count)];
            matchers.Add(random.Next(6) switch
            {
                0 => $"{label}!=\"{value}\"",
                1 => $"{label}=~\"{Escape(value)}|{Escape(other)}\"",
                2 => $"{label}!~\"{Escape(value)}.*\"",
                3 => $"{label}=~\".+\"",
                4 when OneIn(4) => $"{label}=\"\"",
                _ => $"{label}=\"{value}\"",
            });
        }

        if (OneIn(12))
        {
            matchers.Insert(0, $"__name__=\"{metric.Name}\"");
            return $"{{{string.Join(',', matchers)}}}";
        }

        return matchers.Count == 0 ? metric.Name : $"{metric.Name}{{{string.Join(',', matchers)}}}";
    }

    private static string Escape(string value) => value.Replace("+", "\\\\+", StringComparison.Ordinal)
        .Replace(".", "\\\\.", StringComparison.Ordinal);

    private string Modifiers()
    {
        var offset = OneIn(6) ? $" offset {Pick("", "", "-")}{QueryMaterial.Duration(10 * random.Next(1, 90))}" : "";
        var at = OneIn(8) ? $" @ {Moment()}" : "";
        return OneIn(2) ? offset + at : at + offset;
    }

    private string Moment() => random.Next(4) switch
    {
        0 => "start()",
        1 => "end()",
        _ => ((QueryMaterial.StartMs / 1000) + (10 * random.Next(0, 720)) + 3).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A range of stored samples or of a subquery.</summary>
    private GeneratedQuery Range(int depth, Func<GeneratedQuery, bool> isWanted)
    {
        for (var round = 0; round < TriesMax; round++)
        {
            var range = depth > 1 && OneIn(4)
                ? Subquery(depth - 1)
                : Selected(Metric(), $"[{QueryMaterial.Duration(SelectorRange())}]", GeneratedType.Matrix);
            if (!grammar.IsForComparison || isWanted(range))
            {
                return range;
            }
        }

        return Selected(
            Metric(one => one.Nature == MetricNature.Counter),
            $"[{QueryMaterial.Duration(SelectorRange())}]",
            GeneratedType.Matrix);
    }

    private int SelectorRange() => random.Next(5) switch
    {
        0 => random.Next(5, 60),
        1 => 10 * random.Next(30, 300),
        _ => 5 * random.Next(8, 100),
    };

    private GeneratedQuery Subquery(int depth)
    {
        var inner = Vector(depth);
        var range = (10 * random.Next(3, 90)) + 4;
        var step = Pick(
            "", "10s", "30s", "50s", "1m", "2m", QueryMaterial.Duration(10 * random.Next(1, 30)));
        var text = $"({inner})[{QueryMaterial.Duration(range)}:{step}]{Modifiers()}";
        return Like(inner, text) with
        {
            Type = GeneratedType.Matrix,
            Parts = [inner],
            IsCounter = inner.IsCounter && inner.Exactness == Exactness.Dyadic,
        };
    }
}
