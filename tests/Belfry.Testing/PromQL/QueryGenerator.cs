using System.Globalization;

namespace Belfry.Testing.PromQL;

/// <summary>
/// Makes random queries on <see cref="QueryMaterial"/>: every operator, modifier, aggregation and function in each
/// other. The same random numbers give the same queries. Not thread-safe.
/// </summary>
public sealed partial class QueryGenerator(Random random, QueryGrammar grammar)
{
    private const int TriesMax = 12;

    /// <summary>The next query.</summary>
    public GeneratedQuery Next() => random.Next(20) switch
    {
        0 => Scalar(grammar.DepthMax),
        1 => Sorted(grammar.DepthMax - 1),
        2 => Ranked(grammar.DepthMax - 1),
        _ => Vector(1 + random.Next(grammar.DepthMax)),
    };

    private GeneratedQuery Sorted(int depth)
    {
        var inner = Jumpable(depth);
        var name = Pick("sort", "sort_desc");
        return Like(inner, $"{name}({inner})") with { IsSorted = true };
    }

    private GeneratedQuery Vector(int depth) => depth <= 0 ? Leaf() : random.Next(20) switch
    {
        0 or 1 => Selector(),
        2 or 3 => Aggregation(depth),
        4 => RankedAggregation(depth),
        5 or 6 or 7 or 8 => RangeFunction(depth),
        9 => Arithmetic(depth),
        10 => Comparison(depth),
        11 => SetOperation(depth),
        12 => Join(depth),
        13 => WithScalar(depth),
        14 => ComparisonWithScalar(depth),
        15 => ElementFunction(depth),
        16 => LabelFunction(depth),
        17 => HistogramFunction(depth),
        18 => Other(depth),
        _ => grammar.IsForComparison ? RangeFunction(depth) : LaterVector(depth),
    };

    /// <summary>An expression that has one of some properties; after some tries a plain selector.</summary>
    private GeneratedQuery Vector(int depth, Func<GeneratedQuery, bool> isWanted)
    {
        for (var round = 0; round < TriesMax; round++)
        {
            var vector = Vector(depth);
            if (!grammar.IsForComparison || isWanted(vector))
            {
                return vector;
            }
        }

        return Plain(MetricNature.Gauge, MetricNature.Counter);
    }

    private GeneratedQuery Jumpable(int depth) => Vector(depth, one => one.Exactness >= Exactness.Reproducible);

    private GeneratedQuery Leaf() => random.Next(10) == 0
        ? Vector(Number()) : Selector();

    private static GeneratedQuery Vector(GeneratedQuery scalar) => Like(scalar, $"vector({scalar})");

    private GeneratedQuery Scalar(int depth)
    {
        if (depth <= 0 || random.Next(3) == 0)
        {
            return random.Next(5) switch
            {
                0 => Reproducible(new("time()", GeneratedType.Scalar), isFinite: true),
                1 => Reproducible(new("pi()", GeneratedType.Scalar), isFinite: true),
                _ => Number(),
            };
        }

        switch (random.Next(5))
        {
            case 0:
                var (left, right) = (Scalar(depth - 1), Scalar(depth - 1));
                var operation = Allowed(Pick("+", "-", "*", "/", "%", "^", "atan2"), left, right);
                return new($"({left} {operation} {right})", GeneratedType.Scalar, left, right)
                {
                    Exactness = operation is "^" or "atan2" || AnyApproximate(left, right)
                        ? Exactness.Approximate : Exactness.Reproducible,
                };
            case 1:
                var (one, other) = (ReproducibleScalar(), ReproducibleScalar());
                return Reproducible(
                    new($"({one} {ComparisonOperator()} bool {other})", GeneratedType.Scalar, one, other), true);
            case 2:
                var negated = Scalar(depth - 1);
                return negated with { Text = $"-{Inner(negated)}", Parts = [negated] };
            default:
                var vector = Vector(depth - 1);
                return new($"scalar({vector})", GeneratedType.Scalar, vector) { Exactness = vector.Exactness };
        }
    }

    private GeneratedQuery ReproducibleScalar() => random.Next(3) == 0
        ? Reproducible(new("time()", GeneratedType.Scalar), isFinite: true) : Number();

    private GeneratedQuery Number()
    {
        var text = random.Next(12) switch
        {
            0 => "0",
            1 => "-1",
            2 => "1e3",
            3 => "0x1F",
            4 => grammar.IsForComparison ? "2.5" : Pick("NaN", "Inf", "-Inf"),
            5 => "0.1",
            _ => (random.Next(-80, 400) / 8.0).ToString(CultureInfo.InvariantCulture),
        };
        return new(text, GeneratedType.Scalar)
        {
            Exactness = text == "0.1" ? Exactness.Reproducible : Exactness.Dyadic,
            IsFinite = !text.EndsWith('f') && text != "NaN",
        };
    }

    private static GeneratedQuery Reproducible(GeneratedQuery query, bool isFinite) =>
        query with { Exactness = Exactness.Reproducible, IsFinite = isFinite };

    private static bool AnyApproximate(params ReadOnlySpan<GeneratedQuery> queries)
    {
        foreach (var query in queries)
        {
            if (query.Exactness == Exactness.Approximate)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text with the properties of what stands in it.</summary>
    private static GeneratedQuery Like(GeneratedQuery inner, string text, params GeneratedQuery[] others) =>
        new(text, GeneratedType.Vector, [inner, .. others])
        {
            Exactness = inner.Exactness,
            IsFinite = inner.IsFinite,
            IsCounter = inner.IsCounter,
            HasHistograms = inner.HasHistograms,
        };

    /// <summary>The expression as an operand; sometimes without its parentheses, when precedence decides.</summary>
    private string Inner(GeneratedQuery query) => random.Next(6) == 0 && !grammar.IsForComparison
        ? query.Text : $"({query})";

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private bool OneIn(int count) => random.Next(count) == 0;
}
