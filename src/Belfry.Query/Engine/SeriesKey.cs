using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>What names a row of an intermediate result.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="DropsName">
/// True when the metric name is to go at the end of the query, in engines that remove names late; otherwise it is gone
/// already and this is false.
/// </param>
internal readonly record struct SeriesKey(Labels Labels, bool DropsName);
