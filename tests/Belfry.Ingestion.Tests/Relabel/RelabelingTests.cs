using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Model;
using Xunit;

namespace Belfry.Ingestion.Tests.Relabel;

public sealed class RelabelingTests
{
    private static readonly (string, string)[] Input = [("a", "foo"), ("b1", "Bar"), ("b2", "baz")];

    [Fact]
    public void Replace_expands_groups_in_value_and_name()
    {
        Assert.Equal(
            "{a=\"foo\", b1=\"Bar\", b2=\"baz\", x_foo=\"ar-oo\"}",
            Relabelled(new RelabelConfig
            {
                SourceLabels = ["a", "b1"],
                Regex = "(f(?P<rest>.*));B(.*)",
                TargetLabel = "x_$1",
                Replacement = "${3}-${rest}",
            }));
    }

    [Fact]
    public void Replace_without_a_match_changes_nothing_and_an_empty_value_removes()
    {
        Assert.Equal(
            "{a=\"foo\", b2=\"baz\"}",
            Relabelled(
                new RelabelConfig { SourceLabels = ["a"], Regex = "oo", TargetLabel = "b2", Replacement = "x" },
                new RelabelConfig { SourceLabels = ["a"], Regex = "foo", TargetLabel = "b1", Replacement = "" }));
    }

    [Fact]
    public void Replace_does_not_set_a_name_that_is_not_one()
    {
        var step = new RelabelConfig { SourceLabels = ["a"], TargetLabel = "${2}", Replacement = "x" };

        Assert.Equal("{a=\"foo\", b1=\"Bar\", b2=\"baz\"}", Relabelled(step));

        var dotted = new RelabelConfig { TargetLabel = "x.y", Replacement = "1" };
        Assert.Equal("{a=\"foo\", b1=\"Bar\", b2=\"baz\", \"x.y\"=\"1\"}", Relabelled(dotted));
        var labels = new LabelsBuilder();
        Assert.True(Relabeling.Compile([dotted], NameValidationScheme.Legacy).Apply(labels));
        Assert.Equal(0, labels.Count);
    }

    [Theory]
    [InlineData(RelabelAction.Keep, "f.*", true)]
    [InlineData(RelabelAction.Keep, "o.*", false)]
    [InlineData(RelabelAction.Drop, "f.*", false)]
    [InlineData(RelabelAction.Drop, "o.*", true)]
    public void Keep_and_drop_match_the_whole_value(RelabelAction action, string regex, bool isKept)
    {
        var step = new RelabelConfig { SourceLabels = ["a"], Regex = regex, Action = action };

        Assert.Equal(isKept ? "{a=\"foo\", b1=\"Bar\", b2=\"baz\"}" : null, Relabelled(step));
    }

    [Theory]
    [InlineData(RelabelAction.KeepEqual, "foo", true)]
    [InlineData(RelabelAction.KeepEqual, "bar", false)]
    [InlineData(RelabelAction.DropEqual, "foo", false)]
    [InlineData(RelabelAction.DropEqual, "bar", true)]
    public void Equality_compares_the_source_with_the_target(RelabelAction action, string value, bool isKept)
    {
        var labels = new LabelsBuilder();
        labels.Set("a", "foo");
        labels.Set("t", value);
        var step = new RelabelConfig { SourceLabels = ["a"], TargetLabel = "t", Action = action };

        Assert.Equal(isKept, Relabeling.Compile([step], NameValidationScheme.Utf8).Apply(labels));
    }

    [Fact]
    public void Hashmod_gives_the_shards_of_the_original()
    {
        // From the original's table: foo;bar;baz by 1000 is 976.
        var labels = new LabelsBuilder();
        labels.Set("a", "foo");
        labels.Set("b", "bar");
        labels.Set("c", "baz");
        var step = new RelabelConfig
        {
            SourceLabels = ["c"], TargetLabel = "d", Action = RelabelAction.HashMod, Modulus = 1000,
        };

        Assert.True(Relabeling.Compile([step], NameValidationScheme.Utf8).Apply(labels));
        Assert.Equal("976", labels.Get("d"));
    }

    [Fact]
    public void Steps_on_names_map_drop_and_keep()
    {
        Assert.Equal(
            "{a=\"foo\", b1=\"Bar\", b2=\"baz\", x1=\"Bar\", x2=\"baz\"}",
            Relabelled(new RelabelConfig { Regex = "b(.)", Replacement = "x$1", Action = RelabelAction.LabelMap }));
        Assert.Equal(
            "{a=\"foo\"}", Relabelled(new RelabelConfig { Regex = "b.", Action = RelabelAction.LabelDrop }));
        Assert.Equal(
            "{b1=\"Bar\", b2=\"baz\"}",
                Relabelled(new RelabelConfig { Regex = "b.", Action = RelabelAction.LabelKeep }));
    }

    [Fact]
    public void Case_is_changed_for_all_of_Unicode()
    {
        var labels = new LabelsBuilder();
        labels.Set("a", "Ärger");
        var up = new RelabelConfig { SourceLabels = ["a"], TargetLabel = "u", Action = RelabelAction.Uppercase };
        var down = new RelabelConfig { SourceLabels = ["u"], TargetLabel = "l", Action = RelabelAction.Lowercase };

        Assert.True(Relabeling.Compile([up, down], NameValidationScheme.Utf8).Apply(labels));
        Assert.Equal("{a=\"Ärger\", l=\"ärger\", u=\"ÄRGER\"}", labels.ToLabels().ToString());
    }

    private static string? Relabelled(params RelabelConfig[] steps)
    {
        var labels = new LabelsBuilder();
        labels.Reset(Labels.From(Input));
        return Relabeling.Compile(steps, NameValidationScheme.Utf8).Apply(labels) ? labels.ToLabels().ToString() : null;
    }
}
