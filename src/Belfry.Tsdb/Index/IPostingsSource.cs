using Belfry.Model.Matching;

namespace Belfry.Tsdb.Index;

/// <summary>
/// Answers which series have which label: the head's index, or a block's. Lists are rising, without repeats, never
/// change after they were returned, and are empty when there is nothing. Thread-safe.
/// </summary>
internal interface IPostingsSource
{
    /// <summary>Every series.</summary>
    ReadOnlyMemory<uint> All();

    /// <summary>The series with this label.</summary>
    ReadOnlyMemory<uint> Postings(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>
    /// Adds the list of every value of the matcher's label for which <see
    /// cref="LabelMatcher.Matches(ReadOnlySpan{byte})"/>
    /// is <paramref name="isMatch"/>.
    /// </summary>
    void CollectWhere(
        LabelMatcher matcher, bool isMatch, List<ReadOnlyMemory<uint>> found, CancellationToken cancellationToken);
}
