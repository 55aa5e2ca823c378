using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Push;

/// <summary>
/// What became of the parts of one request. Reused by one request after the other; not thread-safe. Problems are kept
/// as texts up to a bound: a sender whose samples are all refused learns enough from the first ones.
/// </summary>
internal sealed class RequestTally(RemoteWriteCounters counters)
{
    /// <summary>The most problems whose texts are kept.</summary>
    internal const int ProblemCountMax = 50;

    private readonly List<string> problems = [];

    internal int SamplesWritten { get; set; }

    internal int HistogramsWritten { get; set; }

    internal int ExemplarsWritten { get; set; }

    /// <summary>Samples and native histograms that came without metadata of their metric.</summary>
    internal int WithoutMetadata { get; set; }

    internal int Rejected { get; private set; }

    internal int ProblemCount { get; private set; }

    /// <summary>Whether the text of a further problem is kept.</summary>
    internal bool WantsText => problems.Count < ProblemCountMax;

    internal void Begin()
    {
        problems.Clear();
        (SamplesWritten, HistogramsWritten, ExemplarsWritten, WithoutMetadata) = (0, 0, 0, 0);
        (Rejected, ProblemCount) = (0, 0);
    }

    /// <summary>Something is wrong that the sender should hear of.</summary>
    internal void AddProblem(string problem)
    {
        ProblemCount++;
        if (WantsText)
        {
            problems.Add(problem);
        }
    }

    /// <summary>A series whose labels, or what belongs to them, cannot be taken.</summary>
    internal void RejectSeries(string problem, int sampleCount)
    {
        AddProblem(problem);
        Rejected += sampleCount;
        counters.InvalidLabels(sampleCount);
    }

    /// <summary>A sample or histogram that the store, or a bound, refuses.</summary>
    internal void Reject(AppendOutcome outcome)
    {
        Rejected++;
        counters.Rejected(outcome);
    }

    /// <summary>A histogram that is not valid.</summary>
    internal void RejectInvalidHistogram()
    {
        Rejected++;
        counters.InvalidHistogram();
    }

    /// <summary>The problems for the sender: the first alone, or all that are kept, one a line.</summary>
    internal string Message(bool isFirstOnly)
    {
        if (problems.Count == 0)
        {
            return "";
        }

        var more = ProblemCount - problems.Count;
        return isFirstOnly ? problems[0]
            : more == 0 ? string.Join('\n', problems)
            : $"{string.Join('\n', problems)}\n... and {more} more";
    }
}
