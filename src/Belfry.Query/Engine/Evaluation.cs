using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.Engine.Accounting;
using Belfry.Query.Engine.Profiling;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine;

/// <summary>
/// One query while it is evaluated: its settings, its view of the store, its remarks and its bill. Its members may be
/// used from the threads of the query.
/// </summary>
internal sealed class Evaluation(
    QueryEngineOptions options, QueryRequest request, StepGrid grid, TimeProvider time, CancellationToken stop)
    : IDisposable
{
    internal const string TooManySamples =
        "query processing would load too many samples into memory in query execution";

    // As much is given to any query, however low the limit is: it is for what Prometheus holds that the limit is judged
    // (docs/adr/0005-query-engine.md, 9), and this is the memory behind it.
    private const long HeldSamplesFree = 1 << 20;

    private readonly Dictionary<(string Matchers, ReadPlan Plan), SeriesSelection> selections = [];
    private readonly Lock billLock = new();

    // By Prometheus's rules, one for each run of steps that was computed; none unless they were asked for.
    private readonly List<SampleFigures> figures = [];
    private ISeriesReader? reader;
    private long held;
    private long peak;
    private long windowMax;
    private long used;

    internal QueryEngineOptions Options { get; } = options;

    internal QueryRequest Request { get; } = request;

    /// <summary>What counts the values of the query's parts.</summary>
    internal QueryTallies Tallies { get; private set; } = new();

    /// <summary>What measures operators; null when nobody asked for it.</summary>
    internal QueryProfile? Profile { get; } = request.Explains ? new QueryProfile(request.Expression, time) : null;

    /// <summary>The evaluation times of the whole query.</summary>
    internal StepGrid Grid { get; } = grid;

    /// <summary>Those that are computed; the others come from an earlier answer.</summary>
    internal StepGrid Steps { get; set; } = grid;

    /// <summary>
    /// False once a step's value was found to depend on which other steps are computed, or on more than its samples.
    /// </summary>
    internal bool IsLocal { get; private set; } = true;

    /// <summary>The end as the request says it, which the last step may not reach.</summary>
    internal long RequestedEndMs { get; } = request.End.Value;

    internal bool IsInstant { get; } = request.IsInstant;

    internal long LookbackMs { get; } = Ms(
        request.Lookback is { Ticks: > 0 } given ? given
        : options.LookbackDelta.Ticks > 0 ? options.LookbackDelta : QueryEngineOptions.DefaultLookback);

    internal TierChoice Tier { get; } = request.Tier == TierChoice.Auto ? options.Tier : request.Tier;

    internal Annotations Annotations { get; } = new();

    internal CancellationToken Stop { get; } = stop;

    /// <summary>How long the query waited for its turn.</summary>
    internal TimeSpan Queued { get; set; }

    /// <summary>The time spent on opening the store and selecting series.</summary>
    internal TimeSpan Preparation { get; private set; }

    /// <summary>The time spent on putting the series of the answer in order.</summary>
    internal TimeSpan Sorting { get; private set; }

    /// <summary>How many steps came from an earlier answer.</summary>
    internal int StepsReused { get; set; }

    internal long SamplesUsed => figures.Count > 0 ? figures.Sum(part => part.Meter.Used) : used;

    /// <summary>What is to be said of the samples.</summary>
    internal QueryStatistics Samples() => new()
    {
        TotalQueryableSamples = SamplesUsed,
        TotalQueryableSamplesPerStep = PerStep(part => part.Meter.UsedAt),
        SamplesRead = figures.Sum(part => part.Meter.Read),
        SamplesReadPerStep = PerStep(part => part.Meter.ReadAt),
        PeakSamples = figures.Count > 0 ? figures.Max(part => part.Peak) : peak,
    };

    internal static long Ms(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>How a part of the query is written.</summary>
    internal string TextAt(SourceSpan span)
    {
        var utf8 = System.Text.Encoding.UTF8.GetBytes(Request.Expression);
        return System.Text.Encoding.UTF8.GetString(utf8.AsSpan(span.Start, span.End - span.Start));
    }

    /// <summary>Says that no other steps may be put beside those computed.</summary>
    internal void DependOnAllSteps() => IsLocal = false;

    /// <summary>Whether the samples are to be told step by step, so that each step has to be computed.</summary>
    internal bool WantsSteps => Request.Statistics == StatisticsDetail.PerStep && Options.PerStepStatistics;

    /// <summary>Forgets what is held and counted, to evaluate anew.</summary>
    internal void Restart()
    {
        lock (billLock)
        {
            (held, windowMax) = (0, 0);
        }

        figures.Clear();
    }

    /// <summary>Begins to compute <see cref="Steps"/>, a run of those of the query.</summary>
    internal void BeginPart(Expression root) => Tallies = new QueryTallies { Root = root };

    /// <summary>Opens the view that all selectors share, in the place of an earlier one.</summary>
    internal void Open(ISeriesSource source, long fromMs, long throughMs)
    {
        var began = time.GetTimestamp();
        selections.Clear();
        reader?.Dispose();
        reader = source.Open(new TimestampMs(fromMs), new TimestampMs(throughMs));
        Preparation += time.GetElapsedTime(began);
    }

    /// <summary>
    /// The series of a selector; the same question is looked up once. Says from which tiers it is answered.
    /// </summary>
    internal SeriesSelection Select(
        IReadOnlyList<LabelMatcher> matchers, RangeWindow window, WindowParts parts, bool takesLast, SourceSpan span)
    {
        var plan = Plan(window) with { TakesLast = takesLast, Parts = parts, Tier = Tier };
        var key = string.Join('\n', matchers.Select(matcher => matcher.ToString()).Order(StringComparer.Ordinal));
        if (!selections.TryGetValue((key, plan), out var selection))
        {
            var began = time.GetTimestamp();
            selection = reader!.Select(matchers, plan, Stop);
            Preparation += time.GetElapsedTime(began);
            selections[(key, plan)] = selection;
        }

        if (!selection.IsRaw)
        {
            Annotations.Tell(TierRemark.Of(selection.Spans, window.InWhole, parts, takesLast, out var isExact), span);
            IsLocal &= isExact;
        }

        return Profile is null ? selection : Profile.Measured(selection, span);
    }

    /// <summary>
    /// One series once more, for its raw samples: windows do not hold native histograms. Null when it has none.
    /// </summary>
    internal ISelectedSeries? SelectRaw(Labels labels, RangeWindow window)
    {
        var matchers = new List<LabelMatcher>();
        foreach (var (name, value) in labels.ToPairs())
        {
            if (LabelMatcher.TryCreate(name, MatchOperator.Equal, value, out var matcher, out _))
            {
                matchers.Add(matcher);
            }
        }

        return reader!.Select(matchers, Plan(window), Stop).Series.FirstOrDefault(one => one.Labels == labels);
    }

    /// <summary>Puts the answer in order, and notes how long it takes.</summary>
    internal void Sort(Action sort)
    {
        var began = time.GetTimestamp();
        sort();
        Sorting += time.GetElapsedTime(began);
    }

    /// <summary>Ends the query when it was cancelled or took too long.</summary>
    internal void Check() => Stop.ThrowIfCancellationRequested();

    /// <summary>Notes that this many more samples are held; ends the query when they are too many.</summary>
    internal void Hold(long samples)
    {
        lock (billLock)
        {
            held += samples;
            peak = Math.Max(peak, held + windowMax);
        }

        if (peak > Math.Max(Options.MaxSamples, HeldSamplesFree))
        {
            throw EvaluationException.Failed(TooManySamples);
        }
    }

    /// <summary>
    /// Counts values from here on if the limit may be reached by what the query holds, as far as is known by
    /// now; also if statistics are asked for.
    /// </summary>
    internal void CountIfDue()
    {
        if (Request.Statistics != StatisticsDetail.Estimates || MayReachLimit())
        {
            Tallies.Begin();
        }
    }

    /// <summary>Makes the bill of the query, which is computed, and ends it when it is too high.</summary>
    internal void Settle()
    {
        var isLimited = MayReachLimit();
        if (!isLimited && Request.Statistics == StatisticsDetail.Estimates)
        {
            return;
        }

        Annotations.Close();
        Tallies.Complete(this);
        if (Request.Statistics != StatisticsDetail.Estimates)
        {
            figures.Add(new SampleAccount(Tallies, long.MaxValue, streams: false).Settle(Steps));
        }

        if (isLimited)
        {
            new SampleAccount(Tallies, Options.MaxSamples, streams: true).Settle(Steps);
        }
    }

    /// <summary>Notes the most samples that a range held beside everything else.</summary>
    internal void HoldWindow(int samples)
    {
        lock (billLock)
        {
            windowMax = Math.Max(windowMax, samples);
        }

        Hold(0);
    }

    /// <summary>Notes that this many samples are no longer held.</summary>
    internal void Release(long samples)
    {
        lock (billLock)
        {
            held -= samples;
        }
    }

    /// <summary>Adds a thread's counts.</summary>
    internal void Add(Workspace workspace)
    {
        lock (billLock)
        {
            used += workspace.SamplesUsed;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader?.Dispose();

    private StepSamples[]? PerStep(Func<SampleFigures, IReadOnlyList<long>> counts) =>
        figures.Count == 1 && WantsSteps
            ? [.. counts(figures[0]).Select(
                (count, step) => new StepSamples(new TimestampMs(Grid.TimeAt(step)), count))]
            : null;

    // What is held is more than the ranges only where the answer is a range vector.
    private bool MayReachLimit() => Tallies.Bound(windowMax, Steps.Count) + peak > Options.MaxSamples;

    // What to read from where is decided for all steps, so that it does not depend on which of them are computed.
    private ReadPlan Plan(RangeWindow window) => WholePlan(window.InWhole);

    private ReadPlan WholePlan(RangeWindow window) => new()
    {
        From = new TimestampMs(window.FirstMs),
        FirstEnd = new TimestampMs(window.EndAt(0)),
        LastEnd = new TimestampMs(window.LastMs),
        Step = TimeSpan.FromMilliseconds(Grid.Count > 1 || window.Grid.Count > 1 ? window.StrideMs : 0),
        Range = TimeSpan.FromMilliseconds(window.RangeMs),
        Parts = WindowParts.None,
        Tier = TierChoice.Raw,
    };
}
