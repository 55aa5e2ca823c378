using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Testing;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class ExpositionFuzzTests
{
    private const int RoundCount = 4_000;

    private static readonly string[] Pieces =
    [
        "# HELP a b\\n c\n", "# TYPE a histogram\n", "# UNIT a_s s\n", "# EOF\n", "#", "a", "{", "}", "\"", "\\", "=",
            ",",
        " ", "\t", "\n", "\0", "b=\"c\"", "le=\"1\"", "\"q n\"", " 1", " -1.5e-7", " NaN", " 1 1234",
            " # {x=\"y\"} 1 2\n",
        "a{b=\"c\"} 1\n", "é", "\u00ff", "_", ":", "9",
    ];

    [Fact]
    public void Any_bytes_are_read_or_refused_and_both_ways_agree()
    {
        var seed = new Seed(4711);
        for (var round = 0; round < RoundCount; round++)
        {
            var text = Random(seed.Random);
            var plain = new TextExpositionReader(text);
            Walk(ref plain, text, seed, isOpenMetrics: false);
            var open = new OpenMetricsReader(text);
            Walk(ref open, text, seed, isOpenMetrics: true);
        }
    }

    private static void Walk<TReader>(scoped ref TReader reader, byte[] text, Seed seed, bool isOpenMetrics)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var labels = new LabelsBuilder();
        for (var entries = 0; ; entries++)
        {
            Assert.True(entries <= text.Length + 1, $"{seed}: no end of {Convert.ToHexString(text)}");
            var entry = reader.Read();
            if (entry == ExpositionEntry.End)
            {
                return;
            }

            if (entry == ExpositionEntry.Invalid)
            {
                Assert.True(reader.Error is { Line: > 0, Column: > 0 }, seed.ToString());
                return;
            }

            if (entry == ExpositionEntry.Series)
            {
                _ = SeriesText.CopyLabels(reader.SeriesText, reader.DeclaredType, labels);
                Assert.True(LabelsReader.IsCanonical(labels.ToCanonical()), seed.ToString());
                Agree(ref reader, seed, isOpenMetrics);
            }
        }
    }

    private static void Agree<TReader>(scoped ref TReader reader, Seed seed, bool isOpenMetrics)
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var isKnown = isOpenMetrics
            ? ReadsAsKnown(new OpenMetricsReader(reader.EntryText), ref reader, out var same)
            : ReadsAsKnown(new TextExpositionReader(reader.EntryText), ref reader, out same);
        Assert.True(!isKnown || same, $"{seed}: {System.Text.Encoding.UTF8.GetString(reader.EntryText)}");
    }

    private static bool ReadsAsKnown<TKnown, TReader>(scoped TKnown known, scoped ref TReader reader, out bool same)
        where TKnown : struct, IExpositionReader, allows ref struct
        where TReader : struct, IExpositionReader, allows ref struct
    {
        var isKnown = known.TryReadKnownSeries(reader.SeriesText);
        same = BitConverter.DoubleToInt64Bits(known.Value) == BitConverter.DoubleToInt64Bits(reader.Value)
            && known.HasTimestamp == reader.HasTimestamp
            && (!known.HasTimestamp || known.Timestamp == reader.Timestamp)
            && known.EntryText.SequenceEqual(reader.EntryText);
        return isKnown;
    }

    private static byte[] Random(Random random)
    {
        var text = string.Concat(
            Enumerable.Range(0, random.Next(1, 24)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        for (var flips = random.Next(3); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
