using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>No suite asks for cardinality.</summary>
internal sealed class NoCounts : ICardinalitySource
{
    internal static NoCounts Instance { get; } = new();

    public CardinalityReport Cardinality(CardinalityQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
