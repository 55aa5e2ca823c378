using System.Globalization;
using Belfry.Testing.PromQL;

namespace Belfry.EndToEnd.Tests.Differential;

/// <summary>When a query is evaluated, in seconds: at <c>10 n + 3</c> s, so that no end of a range meets a sample or a
/// subquery's step. A step of 0 asks for one moment.</summary>
internal readonly record struct QueryTimes(long Start, long End, long Step)
{
    internal static QueryTimes Next(Random random)
    {
        var start = (QueryMaterial.StartMs / 1000) + (10 * random.Next(-10, 730)) + 3;
        var step = 10 * random.Next(1, 30);
        return random.Next(2) == 0
            ? new QueryTimes(start, start, 0)
            : new QueryTimes(start, start + (step * random.Next(1, 25)) + (10 * random.Next((int)step / 10)), step);
    }

    internal string Path => Step == 0 ? "/api/v1/query" : "/api/v1/query_range";

    internal IEnumerable<KeyValuePair<string, string>> Form(string query) => Step == 0
        ? [new("query", query), new("time", Text(Start))]
        : [new("query", query), new("start", Text(Start)), new("end", Text(End)), new("step", Text(Step))];

    public override string ToString() =>
        Step == 0 ? $"time={Text(Start)}" : $"start={Text(Start)} end={Text(End)} step={Text(Step)}";

    private static string Text(long seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
