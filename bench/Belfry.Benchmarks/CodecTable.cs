using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Belfry.Benchmarks.Candidates;

namespace Belfry.Benchmarks;

/// <summary>
/// The table of ADR 11: bytes a sample for each kind of series, and nanoseconds a sample of encoding and decoding over
/// all, for each candidate. <c>table [samples] [file stride]</c>.
/// </summary>
internal static class CodecTable
{
    private const int WarmUpRounds = 8;
    private const int Rounds = 7;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(60);

    internal static void Print(string[] arguments)
    {
        var samples = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 120;
        var series = arguments.Length > 2
            ? BenchWorld.Read(arguments[1], samples, int.Parse(arguments[2], CultureInfo.InvariantCulture))
            : BenchWorld.Instance(samples, 1, hasJitter: false);
        var kinds = series.Select(one => one.Kind).Distinct().ToList();
        Console.WriteLine($"{series.Count} series of {samples} samples; bytes a sample");
        Console.WriteLine($"| codec | all | {string.Join(" | ", kinds)} | encode ns | decode ns |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---|", kinds.Count + 3))}");
        foreach (var candidate in Candidates())
        {
            Console.WriteLine(Row(candidate, series, kinds));
        }
    }

    private static IEnumerable<IChunkCandidate> Candidates() =>
    [
        new XorCandidate(),
        new ChimpCandidate(),
        new AlpCandidate(),
        new DecimalDeltaCandidate("nothing", -1),
        new DecimalDeltaCandidate("deflate", 6),
        new DecimalDeltaCandidate("brotli 5", 5),
        new PackedCandidate(),
        new BrotliCandidate(new PackedCandidate(), 5),
    ];

    private static string Row(IChunkCandidate candidate, List<BenchSeries> series, List<string> kinds)
    {
        var destination = new byte[(series.Max(one => one.Values.Length) * 24) + 64];
        var chunks = series.Select(one => Encoded(candidate, one, destination)).ToList();
        string Bytes(Func<BenchSeries, bool> isIn) => Format(
            series.Zip(chunks).Where(pair => isIn(pair.First)).Sum(pair => pair.Second.LengthBytes)
            / (double)series.Where(isIn).Sum(one => one.Values.Length));
        var cells = kinds.Select(kind => Bytes(one => one.Kind == kind)).ToList();
        var times = new long[destination.Length];
        var values = new double[destination.Length];
        foreach (var (one, chunk) in series.Zip(chunks))
        {
            candidate.Decode(
                chunk.Span(candidate), times.AsSpan(0, one.Values.Length), values.AsSpan(0, one.Values.Length));
            Check(candidate, one, values);
        }

        var encode = Time(series, chunks, (one, _) => candidate.Encode(one.TimesMs, one.Values, destination));
        var decode = Time(series, chunks, (one, chunk) => candidate.Decode(
            chunk.Span(candidate), times.AsSpan(0, one.Values.Length), values.AsSpan(0, one.Values.Length)));
        return $"| {candidate.Name} | {Bytes(_ => true)} | {string.Join(" | ", cells)} | {Format(encode)} | {Format(decode)} |";
    }

    // Candidates read whole words: there are bytes behind the chunk.
    private static Chunk Encoded(IChunkCandidate candidate, BenchSeries one, byte[] destination)
    {
        var length = candidate.Encode(one.TimesMs, one.Values, destination);
        var bytes = new byte[length + 16];
        destination.AsSpan(0, length).CopyTo(bytes);
        return new Chunk(bytes, length);
    }

    private static void Check(IChunkCandidate candidate, BenchSeries one, double[] values)
    {
        var decoded = MemoryMarshal.Cast<double, long>(values.AsSpan(0, one.Values.Length));
        if (!decoded.SequenceEqual(MemoryMarshal.Cast<double, long>(one.Values)))
        {
            Console.Error.WriteLine($"{candidate.Name}: a {one.Kind} column came back changed");
        }
    }

    private static double Time(List<BenchSeries> series, List<Chunk> chunks, Action<BenchSeries, Chunk> action)
    {
        var best = double.MaxValue;
        var samples = series.Sum(one => one.Values.Length);

        // The first rounds are for the compiler, which works in the background.
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            var repeats = 0;
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < RoundTime)
            {
                for (var index = 0; index < series.Count; index++)
                {
                    action(series[index], chunks[index]);
                }

                repeats++;
            }

            var elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats / samples;
            best = round < 0 ? best : Math.Min(best, elapsed);
        }

        return best;
    }

    private static string Format(double number) => number.ToString("F2", CultureInfo.InvariantCulture);
}
