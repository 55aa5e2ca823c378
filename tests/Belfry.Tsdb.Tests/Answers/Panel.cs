using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Belfry.Testing.PromQL;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>A graph of a dashboard: a query over a stretch of time that is asked for again and again.</summary>
/// <param name="Query">The query.</param>
/// <param name="StepMs">The distance of its points.</param>
/// <param name="PointCount">How many points it has.</param>
internal sealed record Panel(GeneratedQuery Query, long StepMs, int PointCount)
{
    internal static Panel Next(QueryGenerator generator, Random random)
    {
        var stepMs = random.Next(4) switch
        {
            0 => 60_000,
            1 => 15_000,
            2 => 1000 * random.Next(5, 400),
            _ => 120_000,
        };
        return new Panel(generator.Next(), stepMs, random.Next(2, 60));
    }

    /// <summary>
    /// What the panel asks at a moment: mostly the newest points, at whole multiples of its step, as dashboards do; now
    /// and then somebody looks elsewhere or at more or less of it.
    /// </summary>
    internal QueryRequest At(long nowMs, Random random)
    {
        var endMs = nowMs / StepMs * StepMs;
        var count = PointCount;
        switch (random.Next(12))
        {
            case 0:
                endMs -= StepMs * random.Next(0, PointCount * 2);
                break;
            case 1:
                count = random.Next(1, PointCount * 2);
                break;
            case 2:
                endMs += StepMs * random.Next(0, 5);
                count += random.Next(0, 5);
                break;
            case 3:
                endMs += random.Next((int)StepMs);
                break;
        }

        return new QueryRequest
        {
            Expression = Query.Text,
            Start = new TimestampMs(endMs - ((count - 1) * StepMs)),

            // The end of a question need not be a step.
            End = new TimestampMs(endMs + (random.Next(6) == 0 ? random.Next((int)StepMs) : 0)),
            Step = TimeSpan.FromMilliseconds(StepMs),
            Tier = random.Next(8) == 0 ? TierChoice.Raw : TierChoice.Auto,
        };
    }
}
