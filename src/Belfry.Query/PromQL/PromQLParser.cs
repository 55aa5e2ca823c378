using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Belfry.Model.Diagnostics;
using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

/// <summary>
/// Reads PromQL, the language of Prometheus 3.14. What is wrong comes back as diagnostics in Prometheus's words, each
/// message beginning <c>parse error: </c>, the one that Prometheus shows first. Columns count bytes of UTF-8, from one.
/// </summary>
public static class PromQLParser
{
    /// <summary>The longest query, in bytes of UTF-8.</summary>
    public const int LengthBytesMax = 1 << 20;

    /// <summary>
    /// How deep expressions may be inside one another; a chain of operators counts each of its links.
    /// </summary>
    public const int DepthMax = 1000;

    /// <summary>Parses and type-checks a query of the stable language.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Expression? expression,
        out IReadOnlyList<Diagnostic> diagnostics) =>
        TryParse(text, PromQLFeatures.Stable, out expression, out diagnostics);

    /// <summary>Parses and type-checks a query that may use <paramref name="features"/>.</summary>
    public static bool TryParse(
        string text,
        PromQLFeatures features,
        [NotNullWhen(true)] out Expression? expression,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        expression = null;
        if (!TryEncode(text, out var query, out var problems))
        {
            diagnostics = problems.Diagnostics;
            return false;
        }

        var lexer = new Lexer(query);
        var parsed = new ExpressionReader(lexer, problems, features).ReadQuery();
        if (parsed is not null && problems.IsEmpty)
        {
            new TypeChecker(lexer, problems, features).Check(parsed);
            CheckDepth(parsed, problems);
        }

        diagnostics = problems.Diagnostics;
        expression = problems.IsEmpty ? parsed : null;
        return expression is not null;
    }

    /// <summary>
    /// Parses a selector such as <c>up{job="node"}</c>, as in the parameter <c>match[]</c>. The name comes last. That
    /// at
    /// least one matcher must not match the empty text is for the caller to demand.
    /// </summary>
    public static bool TryParseSelector(
        string text,
        [NotNullWhen(true)] out IReadOnlyList<LabelMatcher>? matchers,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        matchers = null;
        if (TryEncode(text, out var query, out var problems))
        {
            matchers = new ExpressionReader(new Lexer(query), problems, PromQLFeatures.Stable).ReadSelectorOnly();
        }

        diagnostics = problems.Diagnostics;
        matchers = problems.IsEmpty ? matchers : null;
        return matchers is not null;
    }

    /// <summary>
    /// The first diagnostic as Prometheus shows it: <c>1:5: parse error: unexpected end of input</c>.
    /// </summary>
    public static string Render(IReadOnlyList<Diagnostic> diagnostics)
    {
        var (location, message) = (diagnostics[0].Location, diagnostics[0].Message);
        return location.Line == 0
            ? "unknown position: " + message
            : string.Create(CultureInfo.InvariantCulture, $"{location.Line}:{location.Column}: {message}");
    }

    private static bool TryEncode(string text, out byte[] query, out ProblemList problems)
    {
        if (text.Length > LengthBytesMax || Encoding.UTF8.GetByteCount(text) > LengthBytesMax)
        {
            query = [];
            problems = new ProblemList([(byte)' ']);
            problems.Add(default, "query is longer than 1 MiB", "split the query, or record parts of it by rules");
            return false;
        }

        query = Encoding.UTF8.GetBytes(text);
        problems = new ProblemList(query);
        return true;
    }

    private static void CheckDepth(Expression root, ProblemList problems)
    {
        var stack = new Stack<(Expression Node, int Depth)>();
        stack.Push((root, 1));
        while (stack.TryPop(out var item))
        {
            if (item.Depth > DepthMax)
            {
                problems.Add(item.Node.Span, ExpressionReader.TooDeep, ExpressionReader.TooDeepHint);
                return;
            }

            foreach (var child in item.Node.Children)
            {
                stack.Push((child, item.Depth + 1));
            }
        }
    }
}
