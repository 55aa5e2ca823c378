using System.Text;
using Belfry.Query.PromQL;
using Belfry.Testing;
using Xunit;

namespace Belfry.Query.Tests.PromQL;

public sealed class ParserFuzzTests
{
    private const int Iterations = 20_000;

    [Fact]
    public void Any_mutation_of_a_query_parses_or_is_refused_with_a_place()
    {
        var seed = new Seed(20_240_229);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var bytes = Encoding.UTF8.GetBytes(Queries.All[seed.Random.Next(Queries.All.Length)]).ToList();
            for (var change = seed.Random.Next(1, 5); change > 0; change--)
            {
                Mutate(bytes, seed.Random);
            }

            var text = Encoding.UTF8.GetString([.. bytes]);
            Check(text, seed);
        }
    }

    private static void Check(string text, Seed seed)
    {
        if (!PromQLParser.TryParse(text, PromQLFeatures.All, out var expression, out var diagnostics))
        {
            Assert.True(diagnostics.Count > 0, $"{seed}: {text}");
            Assert.True(text.Length == 0 || diagnostics[0].Location.Line > 0, $"{seed}: {text}");
            return;
        }

        var printed = expression.ToString();
        var isStable = PromQLParser.TryParse(printed, PromQLFeatures.All, out var again, out diagnostics)
            && again.ToString() == printed;
        Assert.True(isStable, $"{seed}: {text} printed as {printed}");
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        const string Interesting = "(){}[]\"'`,:@+-*/%^=!<>~# \n\\_.0159aexmshdwyNI\u00ff";
        var place = random.Next(bytes.Count + 1);
        switch (random.Next(4))
        {
            case 0:
                bytes.Insert(place, (byte)Interesting[random.Next(Interesting.Length)]);
                break;
            case 1 when place < bytes.Count:
                bytes.RemoveAt(place);
                break;
            case 2 when place < bytes.Count:
                bytes[place] = (byte)random.Next(256);
                break;
            default:
                var piece = bytes.Skip(place).Take(random.Next(12)).ToList();
                bytes.InsertRange(random.Next(bytes.Count + 1), piece);
                break;
        }
    }
}
