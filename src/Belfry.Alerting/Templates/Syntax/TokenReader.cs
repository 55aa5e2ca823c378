namespace Belfry.Alerting.Templates.Syntax;

/// <summary>Tokens with up to three of lookahead, and the errors that name them. Not thread-safe.</summary>
internal sealed class TokenReader(string sourceName, string text)
{
    private readonly TemplateLexer lexer = new(text);
    private readonly Stack<Token> returned = new();
    private Token last;

    /// <summary>The line on which the action that is being parsed began; 0 outside.</summary>
    public int ActionLine { get; set; }

    /// <summary>The next token.</summary>
    public Token Next() => last = returned.TryPop(out var token) ? token : lexer.Next();

    /// <summary>The next token that is not space.</summary>
    public Token NextNonSpace()
    {
        var token = Next();
        while (token.Kind == TokenKind.Space)
        {
            token = Next();
        }

        return token;
    }

    /// <summary>Gives a token back, to be read again.</summary>
    public void Return(Token token) => returned.Push(token);

    /// <summary>The next token, left in place.</summary>
    public Token Peek()
    {
        var token = Next();
        Return(token);
        return token;
    }

    /// <summary>The next token that is not space, left in place; spaces before it are gone.</summary>
    public Token PeekNonSpace()
    {
        var token = NextNonSpace();
        Return(token);
        return token;
    }

    /// <summary>The next token that is not space, which must be of this kind.</summary>
    public Token Expect(TokenKind expected, string context)
    {
        var token = NextNonSpace();
        return token.Kind == expected ? token : throw Unexpected(token, context);
    }

    /// <summary>An error at the token read last.</summary>
    public TemplateSyntaxException Error(string message) => new(message, last.Offset, last.Line);

    /// <summary>The error for a token that cannot be here.</summary>
    public TemplateSyntaxException Unexpected(Token token, string context)
    {
        last = token;
        if (token.Kind != TokenKind.Error)
        {
            return Error($"unexpected {token} in {context}");
        }

        var extra = "";
        if (ActionLine != 0 && ActionLine != token.Line)
        {
            // "unclosed action in action" would stutter.
            extra = (token.Text.EndsWith(" action", StringComparison.Ordinal) ? "" : " in action")
                + $" started at {sourceName}:{ActionLine}";
        }

        return Error(token.Text + extra);
    }
}
