using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Alerting.Tests.Rules;

/// <summary>Keeps the alerts that rules send.</summary>
internal sealed class RecordingSink : IAlertSink
{
    private readonly Lock batchesLock = new();
    private readonly List<IReadOnlyList<Alert>> batches = [];

    /// <summary>The batches in order.</summary>
    public IReadOnlyList<IReadOnlyList<Alert>> Batches
    {
        get
        {
            lock (batchesLock)
            {
                return [.. batches];
            }
        }
    }

    /// <summary>All alerts sent since the last call.</summary>
    public IReadOnlyList<Alert> Take()
    {
        lock (batchesLock)
        {
            var all = batches.SelectMany(batch => batch).ToList();
            batches.Clear();
            return all;
        }
    }

    public void Send(IReadOnlyList<Alert> alerts)
    {
        lock (batchesLock)
        {
            batches.Add(alerts);
        }
    }
}
