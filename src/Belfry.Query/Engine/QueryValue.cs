namespace Belfry.Query.Engine;

/// <summary>The answer to a query: <see cref="ScalarValue"/>, <see cref="StringValue"/>, <see cref="VectorValue"/> or
/// <see cref="MatrixValue"/>. Immutable.</summary>
public abstract record QueryValue
{
    private protected QueryValue()
    {
    }
}
