using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Series that are found when nobody wants them any more.</summary>
internal sealed class StandingSource : ISeriesSource, ISeriesReader
{
    public ISeriesReader Open(TimestampMs from, TimestampMs through) => this;

    public IReadOnlyList<ISelectedSeries> Select(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
        return [];
    }

    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) => [];

    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken) => [];

    public void Dispose()
    {
    }
}
