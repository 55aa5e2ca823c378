namespace Belfry.Storage.Journal;

/// <summary>
/// One commit. The journal calls the members on whichever thread leads the group that the commit is part of, never two
/// batches at once, and in the order in which the records lie in the journal. That order is the truth: applying
/// batches in <see cref="Committed"/> and replaying their records after a restart give the same state.
/// </summary>
public interface IJournalBatch
{
    /// <summary>Adds this batch's records; exactly one of the other two members is called afterwards.</summary>
    void WriteRecords(JournalRecordBuffer records);

    /// <summary>The records are written (and synced, where every commit is): make them visible. Must not
    /// throw.</summary>
    void Committed();

    /// <summary>The records were not written and will not be seen. Must not throw.</summary>
    void Abandoned();
}
