using System.Globalization;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.PrometheusFormat;

namespace Belfry.Compatibility.Tests.Blocks;

/// <summary>
/// Blocks that old versions of Prometheus wrote: one with an index of version 1, and one of 2.1.0, which wrote the
/// index's version into the wrong file. A case is a series with its samples.
/// </summary>
internal sealed class PrometheusBlockSuite : IConformanceSuite
{
    private const string BlockName = "01BZJ9WJQPWHGNC2W4J9TA62KC";

    /// <inheritdoc/>
    public string Pattern => "tsdb/testdata/*";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        // A block, or a data folder that holds one. Its chunks are not part of the second.
        var block = Path.Combine(path, BlockName);
        var expected = Directory.Exists(block)
            ? new HashSet<string>(StringComparer.Ordinal) { """{a="1", b="1"}""", """{a="2", b="1"}""" }
            : Enumerable.Range(0, 100)
                .Select(number => string.Create(CultureInfo.InvariantCulture, $$"""{bar="{{number}}"} 0:0"""))
                .Append("""{foo="bar"} 1:2""")
                .Append("""{foo="baz"} 3:4""")
                .ToHashSet(StringComparer.Ordinal);
        var data = Directory.CreateTempSubdirectory("belfry-block-").FullName;
        try
        {
            Copy(Directory.Exists(block) ? block : path, Path.Combine(data, BlockName));
            var lines = Read(data, out var damages);
            var missing = expected.Except(lines).Select(line => $"missing: {line}");
            var extra = lines.Except(expected).Select(line => $"not expected: {line}").ToList();
            return new SuiteResult(
                expected.Intersect(lines).Count() - extra.Count,
                expected.Count,
                [.. missing, .. extra, .. damages.Select(damage => damage.ToString())]);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static List<string> Read(string data, out IReadOnlyList<PrometheusDamage> damages)
    {
        using var reader = PrometheusDataReader.Open(DiskDirectory.OpenOrCreate(data), CancellationToken.None);
        using var columns = new SampleColumns();
        var lines = new List<string>();
        foreach (var series in reader.Series(TimestampMs.MinValue, TimestampMs.MaxValue, CancellationToken.None))
        {
            series.Read(columns);
            lines.Add(string.Join(' ', Enumerable.Range(0, columns.Count)
                .Select(index => string.Create(
                    CultureInfo.InvariantCulture, $"{columns.TimestampsMs[index]}:{columns.Values[index]}"))
                .Prepend(series.Labels.ToString())));
        }

        damages = reader.Damages;
        return lines;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
