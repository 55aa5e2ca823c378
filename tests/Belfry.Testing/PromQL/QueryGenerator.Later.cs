namespace Belfry.Testing.PromQL;

/// <summary>What Prometheus 2.42 does not know.</summary>
public sealed partial class QueryGenerator
{
    private GeneratedQuery LaterRange(int depth)
    {
        if (OneIn(4))
        {
            var metric = Metric(one => one.Nature != MetricNature.Histograms);
            var range = new GeneratedQuery(
                $"{metric.Name}[{QueryMaterial.Duration(SelectorRange())}] {Pick("anchored", "smoothed")}",
                GeneratedType.Matrix);
            return Of(Pick("rate", "increase", "delta"), range);
        }

        var name = Pick("mad_over_time", "first_over_time", "ts_of_first_over_time", "ts_of_last_over_time",
            "ts_of_max_over_time", "ts_of_min_over_time", "rate", "sum_over_time");
        return Of(name, Range(depth, _ => true)) with { HasHistograms = true };
    }

    private GeneratedQuery LaterVector(int depth)
    {
        var inner = Vector(depth - 1);
        return random.Next(6) switch
        {
            0 => Like(inner, Grouped("limitk", $"{random.Next(0, 4)}, ", inner)),
            1 => Like(inner, Grouped("limit_ratio", $"{Pick("0.5", "-0.3", "1")}, ", inner)),
            2 => Like(inner, $"info({inner}, {{__name__=\"build\"}})"),
            3 => Like(inner, $"histogram_quantiles({inner}, \"quantile\", 0.5, 0.9)"),
            4 => Like(inner, $"({inner}) {Pick(">/", "</")} {Pick("1", "0.7", "2.5")}"),
            _ => Like(inner, $"({inner}) + fill(0) ({inner})"),
        };
    }
}
