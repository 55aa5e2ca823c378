using Belfry.Testing;
using Belfry.Tsdb.Reading;
using Xunit;

namespace Belfry.Tsdb.Tests.Reading;

public sealed class TextCollectorTests
{
    [Fact]
    public void Texts_come_sorted_by_bytes_and_each_once()
    {
        var random = new Seed(311).Random;
        string[] parts = ["", "a", "b", "\0", "\0\0", "ü", "😀", "￿", "node-1", "node-10"];
        var texts = Enumerable.Range(0, 500)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)])))
            .ToList();
        var collector = new TextCollector();
        foreach (var text in texts)
        {
            collector.Add(System.Text.Encoding.UTF8.GetBytes(text));
        }

        var expected = texts.Distinct().OrderBy(System.Text.Encoding.UTF8.GetBytes, ByteOrder.Instance);
        Assert.Equal(expected, collector.ToSortedTexts());
    }
}
