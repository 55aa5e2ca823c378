using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>An exemplar of a batch that is not committed yet.</summary>
internal struct PendingExemplar
{
    internal HeadSeries Series;
    internal Exemplar Exemplar;
}
