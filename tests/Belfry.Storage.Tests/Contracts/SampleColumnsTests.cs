using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Storage.Tests.Contracts;

public sealed class SampleColumnsTests
{
    [Fact]
    public void Starts_are_only_there_when_one_is_known()
    {
        using var columns = new SampleColumns();
        columns.Add(10, 1);
        columns.SetLastStart(0);

        Assert.False(columns.HasStarts);
        Assert.True(columns.StartsMs.IsEmpty);

        columns.Add(20, 2);
        columns.SetLastStart(15);
        columns.Add(30, 3);

        Assert.Equal([0, 15, 0], columns.StartsMs);

        columns.DropStarts();

        Assert.False(columns.HasStarts);
        Assert.Equal(3, columns.Count);
    }

    [Fact]
    public void Starts_of_samples_without_one_are_zero_however_the_columns_grow_and_are_reused()
    {
        using var columns = new SampleColumns();
        for (var round = 0; round < 3; round++)
        {
            columns.Clear();
            Assert.False(columns.HasStarts);
            for (var index = 0; index < 5_000; index++)
            {
                columns.Add(index, index);
                columns.SetLastStart(index % 7 == 0 ? index + 1 : 0);
            }

            columns.Reserve(9_000, out var times, out var values);
            times.Fill(1);
            values.Fill(1);
            columns.Advance(9_000);

            for (var index = 0; index < columns.Count; index++)
            {
                Assert.Equal(index < 5_000 && index % 7 == 0 ? index + 1 : 0, columns.StartsMs[index]);
            }
        }
    }

    [Fact]
    public void Ranges_are_appended_with_their_starts_and_histograms()
    {
        using var source = new SampleColumns();
        source.Add(10, 1);
        source.Add(20, new FloatHistogram { Sum = 2 });
        source.SetLastStart(12);
        source.Add(30, 3);
        using var target = new SampleColumns();
        target.Add(5, 0);
        target.AddRange(source, 1, 3);

        Assert.Equal([5, 20, 30], target.TimestampsMs);
        Assert.Equal([0, 12, 0], target.StartsMs);
        Assert.Equal(2, target.Histograms[1]!.Sum);
        Assert.Null(target.Histograms[2]);
    }
}
