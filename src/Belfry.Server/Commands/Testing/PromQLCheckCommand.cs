using System.Globalization;
using Belfry.Query.Checking;
using Belfry.Query.PromQL;
using Belfry.Server.Flags;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Server.Commands.Testing;

/// <summary>
/// <c>belfry check promql</c>. Exit codes: 0 when the query parses, whatever is odd about it; 1 when it does not.
/// </summary>
internal static class PromQLCheckCommand
{
    internal const string Verb = "promql";

    private const string Query = "EXPR";

    internal static CommandLine Line { get; } = new(
        "belfry check promql EXPR",
        "Parses a query with everything experimental allowed, prints it in its canonical form, and says what is odd\n"
        + "about it by its text alone; /api/v1/query_explain of a server also knows its metrics.",
        [])
    {
        Arguments = [new ArgumentDefinition(Query, null, "The query.")],
    };

    internal static Task<int> RunAsync(IReadOnlyList<string> arguments) =>
        Line.RunAsync(arguments, flags => CheckAsync(flags.Argument(Query)));

    private static async Task<int> CheckAsync(string query)
    {
        if (!PromQLParser.TryParse(query, PromQLFeatures.All, out var expression, out var diagnostics))
        {
            foreach (var diagnostic in diagnostics)
            {
                await Console.Error.WriteLineAsync("belfry: error: " + PromQLParser.Render([diagnostic])
                    + (diagnostic.Hint.Length > 0 ? $" ({diagnostic.Hint})" : ""));
            }

            return 1;
        }

        await Console.Out.WriteLineAsync(expression.ToString());
        var utf8 = TextEncoding.UTF8.GetBytes(query);
        foreach (var advice in QueryChecker.Check(expression, NoCatalog.Instance))
        {
            var before = utf8.AsSpan(0, advice.Start);
            var place = string.Create(
                CultureInfo.InvariantCulture,
                $"{before.Count((byte)'\n') + 1}:{advice.Start - before.LastIndexOf((byte)'\n')}");
            await Console.Out.WriteLineAsync(
                $"{place}: {advice.Text}" + (advice.Suggestion.Length > 0 ? $"; {advice.Suggestion}" : ""));
        }

        return 0;
    }
}
