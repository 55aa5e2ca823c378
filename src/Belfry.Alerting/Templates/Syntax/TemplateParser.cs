using Belfry.Alerting.Templates.Functions;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// Parses one template text into its definitions: the text itself under its name, and each <c>define</c> and
/// <c>block</c>. Used once. The grammar and the messages are those of Go's text/template.
/// </summary>
internal sealed class TemplateParser
{
    private readonly string sourceName;
    private readonly string text;
    private readonly TokenReader tokens;
    private readonly VariableScope variables = new();
    private readonly PipelineParser pipelines;
    private readonly Dictionary<string, TemplateDefinition> definitions = new(StringComparer.Ordinal);
    private int rangeDepth;

    private TemplateParser(string sourceName, string text, FunctionTable functions)
    {
        this.sourceName = sourceName;
        this.text = text;
        tokens = new TokenReader(sourceName, text);
        pipelines = new PipelineParser(tokens, variables, functions);
    }

    /// <summary>
    /// The definitions of <paramref name="text"/>, the whole text's own among them.
    /// </summary>
    /// <exception cref="TemplateSyntaxException">It is not a valid template.</exception>
    public static IReadOnlyCollection<TemplateDefinition> Parse(
        string sourceName, string text, FunctionTable functions)
    {
        var parser = new TemplateParser(sourceName, text, functions);
        parser.ParseText();
        return parser.definitions.Values;
    }

    private void ParseText()
    {
        var nodes = new List<Node>();
        while (true)
        {
            var token = tokens.Next();
            if (token.Kind == TokenKind.EndOfText)
            {
                break;
            }

            if (token.Kind == TokenKind.LeftDelimiter)
            {
                var word = tokens.NextNonSpace();
                if (word.Kind == TokenKind.Define)
                {
                    ParseDefinition();
                    continue;
                }

                tokens.Return(word);
            }

            tokens.Return(token);
            var node = ParseTextOrAction();
            if (node is ElseOrEnd ending)
            {
                throw tokens.Error($"unexpected {ending}");
            }

            nodes.Add(((Parsed)node).Node);
        }

        Add(sourceName, new Node.Sequence(0, nodes));
    }

    private void ParseDefinition()
    {
        const string context = "define clause";
        var name = tokens.NextNonSpace();
        if (name.Kind is not (TokenKind.String or TokenKind.RawString))
        {
            throw tokens.Unexpected(name, context);
        }

        var unquoted = pipelines.Unquote(name);
        tokens.Expect(TokenKind.RightDelimiter, context);

        // A definition sees no variables of the text around it.
        var outer = variables.Hide();
        var outerRangeDepth = rangeDepth;
        rangeDepth = 0;
        var body = ParseList(out var ending);
        if (ending.IsElse)
        {
            throw tokens.Error($"unexpected {ending} in {context}");
        }

        rangeDepth = outerRangeDepth;
        variables.Restore(outer);
        Add(unquoted, body);
    }

    private void Add(string name, Node.Sequence body)
    {
        var definition = new TemplateDefinition(name, sourceName, text, body);
        if (!definitions.TryGetValue(name, out var earlier) || earlier.IsBlank)
        {
            definitions[name] = definition;
        }
        else if (!definition.IsBlank)
        {
            throw tokens.Error($"template: multiple definition of template {QuotedText.Quote(name)}");
        }
    }

    private Node.Sequence ParseList(out ElseOrEnd ending)
    {
        var nodes = new List<Node>();
        var start = tokens.PeekNonSpace().Offset;
        while (tokens.PeekNonSpace().Kind != TokenKind.EndOfText)
        {
            var node = ParseTextOrAction();
            if (node is ElseOrEnd found)
            {
                ending = found;
                return new Node.Sequence(start, nodes);
            }

            nodes.Add(((Parsed)node).Node);
        }

        throw tokens.Error("unexpected EOF");
    }

    private ParseStep ParseTextOrAction()
    {
        var token = tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new Parsed(new Node.Text(token.Offset, token.Text));
            case TokenKind.LeftDelimiter:
                tokens.ActionLine = token.Line;
                var step = ParseAction();
                tokens.ActionLine = 0;
                return step;
            default:
                throw tokens.Unexpected(token, "input");
        }
    }

    private ParseStep ParseAction()
    {
        // Text nests as deep as its writer likes; the thread's stack does not.
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw tokens.Error("max expression depth exceeded");
        }

        var token = tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Block:
                return new Parsed(ParseBlock());
            case TokenKind.Break:
                return new Parsed(ParseLoopControl(token, "break", new Node.Break(token.Offset)));
            case TokenKind.Continue:
                return new Parsed(ParseLoopControl(token, "continue", new Node.Continue(token.Offset)));
            case TokenKind.Else:
                return ParseElse();
            case TokenKind.End:
                tokens.Expect(TokenKind.RightDelimiter, "end");
                return new ElseOrEnd(IsElse: false, default);
            case TokenKind.If or TokenKind.Range or TokenKind.With:
                return new Parsed(ParseBranch(token));
            case TokenKind.Template:
                return new Parsed(ParseTemplate());
            default:
                tokens.Return(token);
                return new Parsed(
                    new Node.Action(token.Offset, pipelines.Parse("command", TokenKind.RightDelimiter)));
        }
    }

    private Node ParseLoopControl(Token token, string word, Node node)
    {
        var next = tokens.NextNonSpace();
        if (next.Kind != TokenKind.RightDelimiter)
        {
            throw tokens.Unexpected(next, $"{{{{{word}}}}}");
        }

        return rangeDepth > 0
            ? node
            : throw new TemplateSyntaxException($"{{{{{word}}}}} outside {{{{range}}}}", token.Offset, token.Line);
    }

    private ElseOrEnd ParseElse()
    {
        var next = tokens.PeekNonSpace();
        if (next.Kind is TokenKind.If or TokenKind.With)
        {
            // "else if" is an else that holds an if; the keyword stays for the branch to look at.
            return new ElseOrEnd(IsElse: true, next.Kind);
        }

        tokens.Expect(TokenKind.RightDelimiter, "else");
        return new ElseOrEnd(IsElse: true, default);
    }

    private Node.Branch ParseBranch(Token keyword)
    {
        var mark = variables.Count;
        var start = tokens.PeekNonSpace().Offset;
        var pipeline = pipelines.Parse(keyword.Text, TokenKind.RightDelimiter);
        rangeDepth += keyword.Kind == TokenKind.Range ? 1 : 0;
        var body = ParseList(out var ending);
        rangeDepth -= keyword.Kind == TokenKind.Range ? 1 : 0;

        Node.Sequence? otherwise = null;
        if (ending.IsElse)
        {
            otherwise = ParseOtherwise(keyword, ending);
        }

        variables.CutTo(mark);
        return new Node.Branch(start, keyword.Kind, pipeline, body, otherwise);
    }

    private Node.Sequence ParseOtherwise(Token keyword, ElseOrEnd ending)
    {
        if (ending.FollowedBy != default)
        {
            var nested = tokens.NextNonSpace();
            if (nested.Kind != keyword.Kind)
            {
                throw tokens.Unexpected(nested, "else");
            }

            // The nested branch takes the one `end` that closes both.
            return new Node.Sequence(nested.Offset, [ParseBranch(nested)]);
        }

        var otherwise = ParseList(out var final);
        return final.IsElse
            ? throw tokens.Error($"expected end; found {final}")
            : otherwise;
    }

    private Node.Template ParseBlock()
    {
        const string context = "block clause";
        var token = tokens.NextNonSpace();
        var name = ParseTemplateName(token, context);
        var pipeline = pipelines.Parse(context, TokenKind.RightDelimiter);

        var outer = variables.Hide();
        var outerRangeDepth = rangeDepth;
        rangeDepth = 0;
        var body = ParseList(out var ending);
        if (ending.IsElse)
        {
            throw tokens.Error($"unexpected {ending} in {context}");
        }

        rangeDepth = outerRangeDepth;
        variables.Restore(outer);
        Add(name, body);
        return new Node.Template(token.Offset, name, pipeline);
    }

    private Node.Template ParseTemplate()
    {
        const string context = "template clause";
        var token = tokens.NextNonSpace();
        var name = ParseTemplateName(token, context);
        Node.Pipeline? pipeline = null;
        var next = tokens.NextNonSpace();
        if (next.Kind != TokenKind.RightDelimiter)
        {
            tokens.Return(next);
            pipeline = pipelines.Parse(context, TokenKind.RightDelimiter);
        }

        return new Node.Template(token.Offset, name, pipeline);
    }

    private string ParseTemplateName(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString
            ? pipelines.Unquote(token)
            : throw tokens.Unexpected(token, context);

    /// <summary>What one step of a list gave: a node, or the word that ends the list.</summary>
    private abstract record ParseStep;

    private sealed record Parsed(Node Node) : ParseStep;

    private sealed record ElseOrEnd(bool IsElse, TokenKind FollowedBy) : ParseStep
    {
        public override string ToString() => IsElse ? "{{else}}" : "{{end}}";
    }
}
