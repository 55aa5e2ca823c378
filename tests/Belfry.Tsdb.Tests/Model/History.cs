using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Testing.Disk;
using Belfry.Testing.Events;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Model;

/// <summary>
/// One store on one simulated disk, what should be in it, and everything random that happens to both. A seed gives the
/// same history again.
/// </summary>
internal sealed class History(StoreVariant variant, int seed)
{
    private readonly Queue<string> log = new();
    private readonly EventLog<TimeSeriesStore> events = new();
    private readonly int[] weights = HistoryOperations.Temper(new Random(seed));
    private long stepCount;

    internal StoreVariant Variant => variant;

    internal Random Random { get; } = new(seed);

    internal MemoryDirectory Disk { get; private set; } = new();

    internal TimeSeriesStore Store { get; private set; } = null!;

    /// <summary>What the store answers.</summary>
    internal ModelStore Model { get; private set; } = new();

    /// <summary>What of it a power cut cannot take; the same as <see cref="Model"/> with sync at every
    /// commit.</summary>
    internal ModelStore Durable { get; private set; } = new();

    /// <summary>
    /// What was dropped by age, or by a deletion during which the process was killed. It may be back after a start, when
    /// a block's folder could not be deleted or a power cut undid that; what is old is then dropped again.
    /// </summary>
    internal ModelStore Expired { get; } = new();

    /// <summary>What the store may answer after a start.</summary>
    internal ModelStore ModelAndExpired
    {
        get
        {
            var both = Model.Clone();
            both.Add(Expired);
            return both;
        }
    }

    /// <summary>
    /// Late samples that were accepted beside one of the same series and time with another value. They are not seen, but
    /// may be once that one is gone: by age, or because a power cut took it.
    /// </summary>
    internal HashSet<(Labels Labels, ModelSample Sample)> Hidden { get; } = [];

    /// <summary>The last batch of this step, taken or not. A crash before its commit returned may leave it.</summary>
    internal ModelStore Attempted { get; set; } = new();

    internal long NowMs { get; set; } = variant.StartMs;

    /// <summary>The newest time ever committed.</summary>
    internal long MaxEverMs { get; set; } = long.MinValue;

    /// <summary>Samples before it may be refused because blocks are there.</summary>
    internal long BoundMs { get; set; } = long.MinValue;

    /// <summary>Whether the store may not know its newest time: it was opened on blocks alone.</summary>
    internal bool IsHeadForgotten { get; set; }

    /// <summary>The series whose last samples were deleted: the store may remember them, or have forgotten older
    /// ones.</summary>
    internal HashSet<Labels> Deleted { get; } = [];

    /// <summary>Operations done, each sample one.</summary>
    internal long OperationCount { get; set; }

    /// <summary>Whether folders of blocks cannot be deleted now.</summary>
    internal bool FoldersStick { get; set; }

    /// <summary>The machine's clock. It may go backwards, and is another one after each start.</summary>
    internal ManualClock Clock { get; private set; } = new();

    /// <summary>Whether planned faults stay for the next operation when they were not met.</summary>
    internal bool KeepsFaults { get; init; }

    /// <summary>Whether the last <see cref="Failing.Try"/> failed.</summary>
    internal bool HasFailedAsTold { get; set; }

    /// <summary>Whether the disk failed in this step, so that errors are to be expected.</summary>
    internal bool HasFailed { get; set; }

    internal void Run(long operations) => Tell(() =>
    {
        Open();
        while (OperationCount < operations)
        {
            Step();
        }

        CompareAll();
        Reopen(Disk);
        Store.Dispose();
    });

    /// <summary>Does something; if it fails, the message says how to repeat it and what went before.</summary>
    internal void Tell(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"BELFRY_VARIANT={variant} BELFRY_SEED={seed} step {stepCount}: {failure.Message}\n"
                + string.Join('\n', log),
                failure);
        }
    }

    internal void Note(string line)
    {
        log.Enqueue($"   {line}");
        if (log.Count > 60)
        {
            log.Dequeue();
        }
    }

    internal void Open()
    {
        Clock = new ManualClock();
        Store = TimeSeriesStore.Open(Disk, OptionsOnce(), Clock, events);
    }

    /// <summary>The options, with other random names than ever before.</summary>
    internal StoreOptions OptionsOnce() => variant.Options with { Seed = Random.Next() };

    /// <summary>Closes the store in order and opens it on a disk.</summary>
    internal void Reopen(MemoryDirectory next)
    {
        Store.Dispose();
        Kill(next);
        Adopt(Model, ModelAndExpired, "a restart");
        MarkDurable();
    }

    /// <summary>Opens a store on what is left. The old process is left as it is: nothing it would still do on closing
    /// may matter.</summary>
    internal void Kill(MemoryDirectory next)
    {
        Disk = next;
        if (FoldersStick)
        {
            Disk.Faults.FailWhen = null;
            FoldersStick = false;
        }

        Open();
    }

    internal void MarkDurable() => Durable = Model.Clone();

    internal void MarkDurable(ModelStore durable) => Durable = durable;

    /// <summary>Takes what the store has as the truth, if it is between what it must and what it may have.</summary>
    internal void Adopt(ModelStore must, ModelStore may, string after)
    {
        var found = ModelStore.Of(Store);
        var lost = must.Except(found).Where(one => !GaveWay(one, found)).Take(5).ToList();
        Assert.True(lost.Count == 0, $"{after} lost {string.Join(", ", lost)}");
        var invented = found.Except(may).Where(one => !Hidden.Contains(one) && !CameBack(one, may)).Take(5).ToList();
        Assert.True(invented.Count == 0, $"{after} invented {string.Join(", ", invented)}");
        Model = found;
        Durable = Durable.And(found);
    }

    // A hidden sample came to light when another was dropped, and that one is back.
    private bool GaveWay((Labels Labels, ModelSample Sample) one, ModelStore found) =>
        Hidden.Contains(one) && found.Find(one.Labels, one.Sample.TimeMs) is { } back
        && Expired.Find(one.Labels, one.Sample.TimeMs) == back;

    private bool CameBack((Labels Labels, ModelSample Sample) one, ModelStore may) =>
        may.Find(one.Labels, one.Sample.TimeMs) is { } hidden && Hidden.Contains((one.Labels, hidden))
        && Expired.Find(one.Labels, one.Sample.TimeMs) == one.Sample;

    internal void Compare(IReadOnlyList<LabelMatcher> matchers, long fromMs, long throughMs)
    {
        var difference = ModelComparison.Difference(Store, Model, matchers, fromMs, throughMs);
        Assert.True(difference is null, $"{string.Join(',', matchers)} {fromMs} to {throughMs}: {difference}");
    }

    internal void CompareAll() => Compare([], long.MinValue, long.MaxValue);

    /// <summary>Does something at random.</summary>
    internal void Step() => Do(HistoryOperations.Next(Random, weights));

    internal void Do(HistoryOperation operation)
    {
        Note($"{stepCount++} {operation.Name} at {NowMs}");
        HasFailed = FoldersStick;
        Attempted = new ModelStore();
        events.Clear();
        if (FoldersStick)
        {
            // Some things are refused then, before anything has happened.
            Failing.Try(this, () => operation.Run(this));
        }
        else
        {
            operation.Run(this);
        }

        OperationCount++;
        Assert.True(HasFailed || events.Errors.Count == 0, $"{operation.Name} logged {string.Join('\n', events.Errors)}");
        var dice = Random.Next(60);
        if (dice == 0)
        {
            CompareAll();
        }
        else if (dice < 15)
        {
            HistoryOperations.Look(this);
        }
    }
}
