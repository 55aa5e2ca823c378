using System.Globalization;
using Belfry.Testing;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// Random range queries over stores to which anything may happen. docs/operating/proofs.md has the long form:
/// <c>BELFRY_REUSE</c> is the number of histories.
/// </summary>
public sealed class ReuseTests(ITestOutputHelper output)
{
    private const int HistoriesOfShortForm = 24;

    [Fact]
    public void Answers_are_those_of_an_engine_that_remembers_nothing()
    {
        var first = new Seed(1).Value;
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("BELFRY_REUSE"), CultureInfo.InvariantCulture, out var given)
            ? given : HistoriesOfShortForm;
        var (answers, steps, reused) = (0L, 0L, 0L);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            var history = new ReuseHistory(first + number);
            var wrong = history.Run();
            Assert.True(wrong is null, $"BELFRY_SEED={first + number}: {wrong}");
            Interlocked.Add(ref answers, history.AnswerCount);
            Interlocked.Add(ref steps, history.StepCount);
            Interlocked.Add(ref reused, history.StepsReused);
        });

        output.WriteLine($"{count} histories, {answers} answers, {reused} of {steps} steps reused");
        Assert.True(reused > steps / 4, $"only {reused} of {steps} steps were reused");
    }
}
