using Belfry.Model;

namespace Belfry.Tsdb.Reading;

/// <summary>
/// The series of the head that satisfy some matchers, whenever they had samples, sorted by labels: <c>Labels[n]</c> are
/// those of <c>Parts[n]</c>. Immutable.
/// </summary>
/// <param name="Version">The head's <see cref="Head.HeadStore.SeriesVersion"/> before it was looked for.</param>
/// <param name="Labels">Each label set once, rising.</param>
/// <param name="Parts">The series.</param>
internal sealed record HeadSelection(long Version, Labels[] Labels, HeadPart[] Parts);
