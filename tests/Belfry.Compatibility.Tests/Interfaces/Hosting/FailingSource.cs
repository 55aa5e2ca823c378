using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Series that cannot be read.</summary>
internal sealed class FailingSource : ISeriesSource
{
    public ISeriesReader Open(TimestampMs from, TimestampMs through) =>
        throw new StorageFailureException("generic", "head", -1, "look at the disk");
}
