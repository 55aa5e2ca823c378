namespace Belfry.Tsdb.Administration.Verification;

/// <summary>What a verification read and what it found. Filled by one thread, then read.</summary>
public sealed class VerificationReport
{
    /// <summary>More findings than these are counted, but not kept.</summary>
    public const int FindingsMax = 1000;

    private readonly List<VerificationFinding> findings = [];
    private readonly List<string> notes = [];

    /// <summary>True when nothing is damaged.</summary>
    public bool IsSound => DamageCount == 0;

    /// <summary>Everything found damaged, those beyond <see cref="FindingsMax"/> included.</summary>
    public long DamageCount { get; private set; }

    /// <summary>True when further findings are only counted.</summary>
    public bool IsFull => findings.Count >= FindingsMax;

    /// <summary>The damage, in the order of reading.</summary>
    public IReadOnlyList<VerificationFinding> Findings => findings;

    /// <summary>What is unusual and harmless, such as the unfinished last write of a process that was killed.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Blocks that were read.</summary>
    public int BlockCount { get; internal set; }

    /// <summary>Series in blocks; the same series counts once for each block.</summary>
    public long SeriesCount { get; internal set; }

    /// <summary>Postings lists in blocks.</summary>
    public long PostingsListCount { get; internal set; }

    /// <summary>Chunks in blocks.</summary>
    public long ChunkCount { get; internal set; }

    /// <summary>Samples in blocks, deleted ones included.</summary>
    public long SampleCount { get; internal set; }

    /// <summary>Records of the journal.</summary>
    public long JournalRecordCount { get; internal set; }

    /// <summary>Series that the journal would bring back into memory.</summary>
    public long JournalSeriesCount { get; internal set; }

    /// <summary>Adds what somebody else found damaged.</summary>
    public void Add(VerificationFinding finding)
    {
        DamageCount++;
        if (!IsFull)
        {
            findings.Add(finding);
        }
    }

    /// <summary>Adds what is unusual and harmless.</summary>
    public void Note(string text) => notes.Add(text);

    internal void Damage(string file, long offset, string problem) =>
        Add(new VerificationFinding(file, offset, problem));
}
