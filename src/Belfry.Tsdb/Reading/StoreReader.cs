using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// A view of the head and of the blocks. The head is asked first and the blocks second: what the head gave to a block
/// between the two questions is then found in the block.
/// </summary>
internal sealed class StoreReader(HeadStore head, TimestampMs from, TimestampMs through) : ISeriesReader
{
    private readonly HeadView headView = new(head, from.Value, through.Value);

    /// <inheritdoc/>
    public IReadOnlyList<ISelectedSeries> Select(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var inHead = headView.Select(matchers, cancellationToken);
        return inHead.ConvertAll(found =>
            new SelectedSeries(found.Labels, [found.Part], from.Value, through.Value));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var names = new SortedSet<byte[]>(ByteOrder.Instance);
        headView.CollectNames(matchers, names, cancellationToken);
        return Texts(names);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var values = new SortedSet<byte[]>(ByteOrder.Instance);
        var nameUtf8 = System.Text.Encoding.UTF8.GetBytes(name);
        headView.CollectValues(nameUtf8, matchers, values, cancellationToken);
        return Texts(values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static List<string> Texts(SortedSet<byte[]> utf8) =>
        [.. utf8.Select(System.Text.Encoding.UTF8.GetString)];
}
