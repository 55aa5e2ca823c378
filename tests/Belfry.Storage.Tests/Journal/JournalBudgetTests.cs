using Belfry.Storage.Journal;
using Belfry.Testing.Budgets;
using Xunit;

namespace Belfry.Storage.Tests.Journal;

/// <summary>Measures what writing a journal record allocates; the allowance is in <c>bench/budgets.json</c>.</summary>
public sealed class JournalBudgetTests
{
    private static readonly string[] Members =
    [
        "Belfry.Storage.Journal.JournalRecordBuffer.Begin(byte)",
        "Belfry.Storage.Journal.JournalRecordBuffer.Reserve(int)",
        "Belfry.Storage.Journal.JournalRecordBuffer.Advance(int)",
        "Belfry.Storage.Journal.JournalRecordBuffer.End()",
    ];

    private readonly JournalRecordBuffer records = new();
    private readonly byte[] payload = new byte[100];

    [Fact]
    public void A_record_stays_within_its_budget()
    {
        var budgets = AllocationBudgets.MeasuredBy(nameof(JournalBudgetTests)).ToList();

        Assert.Equal(Members, budgets.Select(budget => budget.Member));
        Assert.InRange(AllocationBudgets.PerCall(WriteRecord), 0, budgets.Sum(budget => budget.AllocatedBytes));
    }

    private void WriteRecord()
    {
        records.Begin(1);
        payload.CopyTo(records.Reserve(payload.Length));
        records.Advance(payload.Length);
        records.End();
        if (records.LengthBytes > 1 << 20)
        {
            records.Clear();
        }
    }
}
