using System.Text;
using Belfry.Model.Re2;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests.Re2;

public sealed class Re2FuzzTests
{
    private const string Pieces = @"aab.*+?|()[]{}^$\\-,:;=!<>PimsUQEpLdwsbBzA0123{Greek}[:alpha:](?P<n>\x{41}é😀" + "\n\ud800";

    [Fact]
    public void Any_text_is_parsed_or_refused_with_a_message_and_what_is_parsed_can_be_matched()
    {
        var seed = new Seed(42);
        var parsed = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = new StringBuilder();
            for (var length = seed.Random.Next(1, 14); length > 0; length--)
            {
                pattern.Append(Pieces[seed.Random.Next(Pieces.Length)]);
            }

            if (!Re2Expression.TryParseAnchored(pattern.ToString(), out var expression, out var error))
            {
                Assert.True(error.StartsWith("error parsing regexp: ", StringComparison.Ordinal), $"{seed} {pattern}");
                continue;
            }

            parsed++;
            foreach (var text in (string[])["", "a", "ab\n", "aaé😀"])
            {
                var isMatch = expression.IsMatch(text);
                Assert.True(isMatch == expression.FindGroups(text) is not null, $"{seed} {pattern} on {text}");
                Assert.True(
                    expression.FiniteValues is null || isMatch == expression.FiniteValues.Contains(text),
                    $"{seed} {pattern} on {text}");
            }
        }

        Assert.True(parsed > 2000, "too few patterns were valid to say anything");
    }
}
