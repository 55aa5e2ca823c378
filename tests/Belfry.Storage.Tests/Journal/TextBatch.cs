using System.Text;
using Belfry.Storage.Journal;

namespace Belfry.Storage.Tests.Journal;

/// <summary>A batch of text records, which notes what became of it.</summary>
internal sealed class TextBatch(params string[] texts) : IJournalBatch
{
    internal bool IsCommitted { get; private set; }

    internal bool IsAbandoned { get; private set; }

    internal Action? OnCommitted { get; init; }

    public void WriteRecords(JournalRecordBuffer records)
    {
        foreach (var text in texts)
        {
            records.Begin((byte)(1 + (text.Length % 200)));
            var room = records.Reserve(text.Length * 3);
            records.Advance(Encoding.UTF8.GetBytes(text, room));
            records.End();
        }
    }

    public void Committed()
    {
        IsCommitted = true;
        OnCommitted?.Invoke();
    }

    public void Abandoned() => IsAbandoned = true;
}
