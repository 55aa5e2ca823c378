using System.Text;
using Belfry.Testing;
using Xunit;

namespace Belfry.Model.Tests;

public sealed class LabelsTests
{
    [Fact]
    public void Labels_are_canonical_whatever_the_order_they_were_set_in()
    {
        var one = Labels.From(("b", "2"), ("a", "1"), ("a", "3"), ("c", ""));
        var other = Labels.From(("a", "3"), ("b", "2"));

        Assert.Equal(other, one);
        Assert.Equal(other.Hash, one.Hash);
        Assert.Equal("\u0001a\u00013\u0001b\u00012"u8, one.Canonical);
        Assert.Equal(2, one.Count);
    }

    [Fact]
    public void An_empty_value_is_the_same_as_no_label()
    {
        var labels = Labels.From(("a", "1"), ("a", ""));

        Assert.True(labels.IsEmpty);
        Assert.Equal("", labels.Get("a"));
        Assert.False(labels.Has("a"u8));
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void Long_names_and_values_are_kept_whole(int length)
    {
        var name = new string('n', length);
        var value = new string('é', length);

        var labels = Labels.From((name, value), ("z", "1"));

        Assert.Equal(value, labels.Get(name));
        Assert.Equal("1", labels.Get("z"));
        Assert.Equal("", labels.Get(name + "x"));
        Assert.True(LabelsReader.IsCanonical(labels.Canonical));
        Assert.Equal([new(name, value), new("z", "1")], labels.ToPairs());
    }

    // As Prometheus' labels.Compare: the first label that differs decides, and a prefix comes first.
    [Theory]
    [InlineData("a=1", "a=1", 0)]
    [InlineData("a=1", "a=2", -1)]
    [InlineData("a=2", "a=10", 1)]
    [InlineData("a=1", "b=1", -1)]
    [InlineData("a=1", "a=1,b=1", -1)]
    [InlineData("aaa=111,bbb=222", "aaa=111,bb=222", 1)]
    [InlineData("aaa=111,bbb=222", "aaa=111,bbc=222", -1)]
    [InlineData("a=1,c=1", "a=1,b=1,c=1", 1)]
    [InlineData("", "a=1", -1)]
    [InlineData("a=é", "a=z", 1)]
    [InlineData("Z=1", "a=1", -1)]
    public void Sets_are_ordered_by_bytes(string left, string right, int order)
    {
        var one = Parse(left);
        var other = Parse(right);

        Assert.Equal(order, Math.Sign(one.CompareTo(other)));
        Assert.Equal(-order, Math.Sign(other.CompareTo(one)));
        Assert.Equal(order < 0, one < other);
        Assert.Equal(order <= 0, one <= other);
        Assert.Equal(order == 0, one == other);
    }

    [Fact]
    public void A_set_is_printed_as_promql_writes_it() => Assert.Equal(
        """{" x"="1", __name__="up", job="a\"b\\c\n", ü="2"}""".Replace("ü=", "\"ü\"=", StringComparison.Ordinal),
        Labels.From(("job", "a\"b\\c\n"), ("__name__", "up"), (" x", "1"), ("ü", "2")).ToString());

    [Fact]
    public void The_empty_set_is_printed_as_braces() => Assert.Equal("{}", Labels.Empty.ToString());

    [Fact]
    public void Null_is_before_every_set_and_equal_to_none()
    {
        Assert.Equal(1, Labels.Empty.CompareTo(null));
        Assert.False(Labels.Empty.Equals(null));
        Assert.True(Labels.Empty != null!);
    }

    [Fact]
    public void A_builder_agrees_with_a_sorted_dictionary()
    {
        var seed = new Seed(11);
        var builder = new LabelsBuilder();
        for (var round = 0; round < 300; round++)
        {
            var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
            builder.Clear();
            for (var step = seed.Random.Next(40); step > 0; step--)
            {
                var name = "n" + seed.Random.Next(12);
                var value = seed.Random.Next(4) == 0 ? "" : new string('v', seed.Random.Next(1, 200));
                if (seed.Random.Next(5) == 0)
                {
                    builder.Remove(name);
                    model.Remove(name);
                    continue;
                }

                builder.Set(name, value);
                model.Remove(name);
                if (value.Length > 0)
                {
                    model.Add(name, value);
                }
            }

            Assert.True(model.SequenceEqual(builder.ToLabels().ToPairs()), seed.ToString());
            Assert.Equal(model.Count, builder.Count);
        }
    }

    [Fact]
    public void A_builder_starts_from_a_set_and_takes_its_own_values()
    {
        var builder = new LabelsBuilder();
        builder.Set("old", "1");

        builder.Reset(Labels.From(("a", "1"), ("b", "2")));
        builder.Set("c"u8, builder.Get("b"u8));

        Assert.Equal(Labels.From(("a", "1"), ("b", "2"), ("c", "2")), builder.ToLabels());
        Assert.Equal("2", builder.Get("c"));
        Assert.Equal("", builder.Get("old"));
    }

    [Fact]
    public void A_label_without_a_name_is_left_out() =>
        Assert.Equal(Labels.From(("a", "1")), Labels.From(("", "x"), ("a", "1")));

    [Theory]
    [InlineData("", true)]
    [InlineData("0161 0131", true)]
    [InlineData("0161 0131 0162 0131", true)]
    [InlineData("0162 0131 0161 0131", false)]
    [InlineData("0161 0131 0161 0132", false)]
    [InlineData("0161 00", false)]
    [InlineData("00 0131", false)]
    [InlineData("0161", false)]
    [InlineData("0161 02", false)]
    [InlineData("0161 0231", false)]
    [InlineData("8100 61 0131", false)]
    [InlineData("ffffffffffffffffff01 61", false)]
    [InlineData("80", false)]
    public void Only_whole_sorted_shortest_bytes_are_canonical(string hex, bool isCanonical) =>
        Assert.Equal(
            isCanonical,
            LabelsReader.IsCanonical(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void Mutated_bytes_are_refused_or_mean_exactly_themselves()
    {
        var seed = new Seed(5);
        var builder = new LabelsBuilder();
        var accepted = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Labels.From(("a", "1"), ("bb", "22"), ("c", new string('x', seed.Random.Next(120, 140))))
                .Canonical.ToArray();
            for (var change = seed.Random.Next(1, 3); change > 0; change--)
            {
                bytes[seed.Random.Next(Math.Min(bytes.Length, 12))] = (byte)seed.Random.Next(256);
            }

            bytes = seed.Random.Next(3) == 0 ? bytes[..seed.Random.Next(bytes.Length)] : bytes;
            if (LabelsReader.IsCanonical(bytes))
            {
                accepted++;
                builder.Reset(bytes);
                Assert.True(builder.ToCanonical().SequenceEqual(bytes), $"{seed} {Convert.ToHexString(bytes)}");
            }
        }

        Assert.True(accepted > 100, "too few were accepted to say anything");
    }

    [Fact]
    public void A_label_is_compared_with_a_name_of_any_length()
    {
        foreach (var label in Labels.From((new string('é', 200), "1")))
        {
            Assert.True(label.NameEquals(new string('é', 200)));
            Assert.False(label.NameEquals(new string('é', 199)));
            Assert.Equal("1", label.ValueText);
            Assert.Equal(400, Encoding.UTF8.GetByteCount(label.NameText));
        }
    }

    private static Labels Parse(string text) => Labels.From(text
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => (pair.Split('=')[0], pair.Split('=')[1])));
}
