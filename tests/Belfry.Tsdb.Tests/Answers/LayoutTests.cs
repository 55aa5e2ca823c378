using System.Globalization;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.PromQL;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// Random queries about the same samples, however these lie in the store and however the answer is computed.
/// docs/operating/proofs.md has the long form: <c>BELFRY_METAMORPHIC</c> is the number of queries.
/// </summary>
public sealed class LayoutTests(ITestOutputHelper output)
{
    private const int QueriesOfShortForm = 150;
    private const int QueriesOfMaterial = 150;

    private readonly Seed seed = new(1);
    private int answers;
    private int failures;
    private long reused;

    [Fact]
    public void Neither_layout_nor_threads_nor_block_sizes_nor_earlier_answers_show_in_an_answer()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("BELFRY_METAMORPHIC"), CultureInfo.InvariantCulture, out var given)
            ? given : QueriesOfShortForm;
        for (var first = 0; first < count; first += QueriesOfMaterial)
        {
            var random = new Random(seed.Value + first);
            var material = QueryMaterial.Make(random, withHistograms: true);
            var questions = Questions(Math.Min(QueriesOfMaterial, count - first), random);
            Compare(material, Layout.Others.Where(layout => !layout.IsTransferred), questions, seed.Value + first);

            // Prometheus's chunks say of each native histogram whether the counter was reset before it, others do not.
            var floats = material.FindAll(series => series.Samples.All(sample => sample.Histogram is null));
            Compare(floats, Layout.Others.Where(layout => layout.IsTransferred), questions, seed.Value + first);
        }

        output.WriteLine($"{answers} answers, {reused} steps reused; {failures} failures");
        Assert.True(failures < answers / 4, $"{failures} of {answers} queries fail");
        Assert.True(reused > answers, $"only {reused} steps were reused");
    }

    private void Compare(
        List<MaterialSeries> material, IEnumerable<Layout> layouts, List<QueryRequest> questions, int number)
    {
        var random = new Random(number);
        using var plain = Layout.Plain.Make(material, random);
        using var engine = Engine(plain, 1, 1 << 16, reuseBytesMax: 0);
        var expected = questions.ConvertAll(question => engine.Evaluate(question, CancellationToken.None));
        foreach (var layout in layouts)
        {
            using var store = layout.Make(material, random);
            using var other = Engine(store, random.Next(1, 5), 1 << random.Next(17), 64 << 20);
            foreach (var (question, answer) in questions.Zip(expected))
            {
                // What an engine has answered before must not show either.
                other.Evaluate(Earlier(question, random), CancellationToken.None);
                var found = other.Evaluate(question, CancellationToken.None);
                var difference = AnswerText.Difference(AnswerText.Of(answer), AnswerText.Of(found));
                Assert.True(
                    difference is null,
                    $"BELFRY_SEED={number}, {layout}: {Describe(question)}, {found.Statistics.StepsReused} of "
                    + $"{found.Statistics.Steps} steps reused\n{difference}");
                answers++;
                reused += found.Statistics.StepsReused;
                failures += found.Failure is null ? 0 : 1;
            }
        }
    }

    private static QueryEngine Engine(ISeriesSource store, int threads, int blockValuesMax, long reuseBytesMax) => new(
        store,
        new QueryEngineOptions
        {
            Features = PromQLFeatures.All,
            Parallelism = threads,
            BlockValuesMax = blockValuesMax,
            ReuseBytesMax = reuseBytesMax,
        },
        new ManualClock());

    private static List<QueryRequest> Questions(int count, Random random)
    {
        var questions = new List<QueryRequest>(count);
        for (var number = 0; number < count; number++)
        {
            var generator = new QueryGenerator(random, new QueryGrammar { DepthMax = random.Next(1, 5) });
            var query = generator.Next();
            var startMs = QueryMaterial.StartMs + (10_000 * random.Next(-10, 700));
            var stepMs = random.Next(5) == 0 ? 0 : 5000 * random.Next(1, 60);
            questions.Add(new QueryRequest
            {
                Expression = query.Text,
                Start = new TimestampMs(startMs),
                End = new TimestampMs(startMs + (stepMs * random.Next(1, 40))),
                Step = TimeSpan.FromMilliseconds(stepMs),
                Tier = TierChoice.Raw,
            });
        }

        return questions;
    }

    private static QueryRequest Earlier(QueryRequest question, Random random)
    {
        var move = question.Step * random.Next(-4, 20);
        return question with { Start = question.Start - move, End = question.End - move };
    }

    private static string Describe(QueryRequest question) => question.IsInstant
        ? $"{question.Expression} at {question.Start.Value}"
        : $"{question.Expression} from {question.Start.Value} through {question.End.Value} every {question.Step}";
}
