namespace Belfry.Query.PromQL;

/// <summary>A call of a function.</summary>
public sealed class FunctionCall : Expression
{
    internal FunctionCall(SourceSpan span, FunctionSignature signature, IReadOnlyList<Expression> arguments)
        : base(span)
    {
        Signature = signature;
        Arguments = arguments;
    }

    /// <summary>The function's name.</summary>
    public string Name => Signature.Name;

    /// <summary>The arguments as written.</summary>
    public IReadOnlyList<Expression> Arguments { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => Signature.ReturnType;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => Arguments;

    /// <summary>What it takes and gives.</summary>
    public FunctionSignature Signature { get; }
}
