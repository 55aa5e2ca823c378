using System.Runtime.CompilerServices;
using Belfry.Alerting.Templates.Functions;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>Parses what stands inside an action: pipelines, commands, operands. Not thread-safe.</summary>
internal sealed class PipelineParser(TokenReader tokens, VariableScope variables, FunctionTable functions)
{
    /// <summary>Parses a pipeline through the token that ends it.</summary>
    public Node.Pipeline Parse(string context, TokenKind end)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw tokens.Error("max expression depth exceeded");
        }

        var start = tokens.PeekNonSpace().Offset;
        var declarations = ParseDeclarations(context, out var isAssignment);
        var commands = new List<Node.Command>();
        while (true)
        {
            var token = tokens.NextNonSpace();
            if (token.Kind == end)
            {
                CheckPipeline(commands, context);
                return new Node.Pipeline(start, declarations, isAssignment, commands);
            }

            if (!StartsOperand(token.Kind))
            {
                throw tokens.Unexpected(token, context);
            }

            tokens.Return(token);
            commands.Add(ParseCommand());
        }
    }

    /// <summary>The text of a quoted or raw string.</summary>
    public string Unquote(Token token) =>
        token.Kind == TokenKind.RawString
            ? token.Text[1..^1].Replace("\r", "", StringComparison.Ordinal)
            : GoLiteral.TryUnquote(token.Text, out var value) ? value : throw tokens.Error("invalid syntax");

    private List<Node.Variable> ParseDeclarations(string context, out bool isAssignment)
    {
        var declarations = new List<Node.Variable>();
        isAssignment = false;
        while (tokens.PeekNonSpace() is { Kind: TokenKind.Variable } variable)
        {
            tokens.Next();
            // Whether this is a declaration shows only after the space that may follow.
            var afterVariable = tokens.Peek();
            var next = tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                tokens.NextNonSpace();
                isAssignment = next.Kind == TokenKind.Assign;
                Declare(declarations, variable, isAssignment);
                return declarations;
            }

            if (next is { Kind: TokenKind.Char, Text: "," })
            {
                tokens.NextNonSpace();
                Declare(declarations, variable, isAssignment: false);
                if (context == "range" && declarations.Count < 2)
                {
                    if (tokens.PeekNonSpace().Kind is TokenKind.Variable)
                    {
                        continue;
                    }

                    throw tokens.Error("range can only initialize variables");
                }

                throw tokens.Error($"too many declarations in {context}");
            }

            if (afterVariable.Kind == TokenKind.Space)
            {
                tokens.Return(afterVariable);
            }

            tokens.Return(variable);
            return declarations;
        }

        return declarations;
    }

    private void Declare(List<Node.Variable> declarations, Token variable, bool isAssignment)
    {
        declarations.Add(new Node.Variable(variable.Offset, variable.Text.Split('.')));
        if (isAssignment)
        {
            CheckDeclared(variable);
        }
        else
        {
            variables.Add(variable.Text);
        }
    }

    private static bool StartsOperand(TokenKind kind) => kind is
        TokenKind.Boolean or TokenKind.CharConstant or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier
        or TokenKind.Number or TokenKind.Nil or TokenKind.RawString or TokenKind.String or TokenKind.Variable
        or TokenKind.LeftParen;

    private void CheckPipeline(List<Node.Command> commands, string context)
    {
        if (commands.Count == 0)
        {
            throw tokens.Error($"missing value for {context}");
        }

        for (var index = 1; index < commands.Count; index++)
        {
            // A literal cannot take the value of the command before it.
            if (commands[index].Arguments[0] is Node.Boolean or Node.Dot or Node.Nil or Node.Number or Node.Quoted)
            {
                throw tokens.Error($"non executable command in pipeline stage {index + 1}");
            }
        }
    }

    private Node.Command ParseCommand()
    {
        var start = tokens.PeekNonSpace().Offset;
        var arguments = new List<Node>();
        while (true)
        {
            tokens.PeekNonSpace();
            var operand = ParseOperand();
            if (operand is not null)
            {
                arguments.Add(operand);
            }

            var token = tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParen)
            {
                tokens.Return(token);
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw tokens.Unexpected(token, "operand");
            }
            else if (tokens.PeekNonSpace().Kind is TokenKind.RightDelimiter or TokenKind.RightParen)
            {
                throw tokens.Error("missing value for command");
            }

            return arguments.Count > 0
                ? new Node.Command(start, arguments)
                : throw tokens.Error("empty command");
        }
    }

    private Node? ParseOperand()
    {
        var term = ParseTerm();
        if (term is null || tokens.Peek() is not { Kind: TokenKind.Field } first)
        {
            return term;
        }

        var names = new List<string>();
        while (tokens.Peek().Kind == TokenKind.Field)
        {
            names.Add(tokens.Next().Text[1..]);
        }

        return term switch
        {
            Node.Field field => new Node.Field(first.Offset, [.. field.Names, .. names]),
            Node.Variable variable => new Node.Variable(first.Offset, [.. variable.Names, .. names]),
            Node.Boolean or Node.Quoted or Node.Number or Node.Nil or Node.Dot =>
                throw tokens.Error($"unexpected . after term {QuotedText.Quote(term.ToString()!)}"),
            _ => new Node.Chain(first.Offset, term, names),
        };
    }

    private Node? ParseTerm()
    {
        var token = tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return functions.TryGet(token.Text, out _)
                    ? new Node.Identifier(token.Offset, token.Text)
                    : throw tokens.Error($"function {QuotedText.Quote(token.Text)} not defined");
            case TokenKind.Dot:
                return new Node.Dot(token.Offset);
            case TokenKind.Nil:
                return new Node.Nil(token.Offset);
            case TokenKind.Variable:
                CheckDeclared(token);
                return new Node.Variable(token.Offset, [token.Text]);
            case TokenKind.Field:
                return new Node.Field(token.Offset, [token.Text[1..]]);
            case TokenKind.Boolean:
                return new Node.Boolean(token.Offset, token.Text == "true");
            case TokenKind.CharConstant or TokenKind.Number:
                return ParseNumber(token);
            case TokenKind.LeftParen:
                return Parse("parenthesized pipeline", TokenKind.RightParen);
            case TokenKind.String or TokenKind.RawString:
                return new Node.Quoted(token.Offset, token.Text, Unquote(token));
            default:
                tokens.Return(token);
                return null;
        }
    }

    private Node.Number ParseNumber(Token token)
    {
        if (token.Kind == TokenKind.CharConstant)
        {
            return GoLiteral.TryUnquoteCharacter(token.Text, out var rune)
                ? new Node.Number(token.Offset, token.Text, NumberLiteral.FromRune(rune))
                : throw tokens.Error($"malformed character constant: {token.Text}");
        }

        return NumberLiteral.TryParse(token.Text, out var literal)
            ? new Node.Number(token.Offset, token.Text, literal)
            : throw tokens.Error($"illegal number syntax: {QuotedText.Quote(token.Text)}");
    }

    private void CheckDeclared(Token variable)
    {
        if (!variables.Has(variable.Text))
        {
            throw tokens.Error($"undefined variable {QuotedText.Quote(variable.Text)}");
        }
    }
}
