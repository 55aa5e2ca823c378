using Belfry.Benchmarks.Candidates;
using BenchmarkDotNet.Attributes;

namespace Belfry.Benchmarks;

/// <summary>Encoding and decoding of one chunk of 120 samples of each kind, packed and XOR; figures are for the whole
/// chunk.</summary>
[MemoryDiagnoser, ShortRunJob]
public class ChunkBenchmarks
{
    private const int Samples = 120;

    private readonly PackedCandidate packed = new();
    private readonly XorCandidate xor = new();
    private readonly byte[] destination = new byte[Samples * 32];
    private readonly long[] times = new long[Samples];
    private readonly double[] values = new double[Samples];
    private BenchSeries series = new("", [], []);
    private byte[] packedChunk = [];
    private byte[] xorChunk = [];

    /// <summary>A kind of <see cref="BenchWorld"/>.</summary>
    [Params("const", "int counter", "page gauge", "float counter", "noise", "bucket")]
    public string Kind { get; set; } = "";

    /// <summary>Encodes the chunks that are decoded.</summary>
    [GlobalSetup]
    public void Setup()
    {
        series = BenchWorld.Instance(Samples, 1, hasJitter: true).First(one => one.Kind == Kind);
        packedChunk = destination[..EncodePacked()];
        xorChunk = destination[..EncodeXor()];
    }

    /// <summary>Encodes a packed chunk.</summary>
    [Benchmark]
    public int EncodePacked() => packed.Encode(series.TimesMs, series.Values, destination);

    /// <summary>Appends the samples to an XOR chunk.</summary>
    [Benchmark]
    public int EncodeXor() => xor.Encode(series.TimesMs, series.Values, destination);

    /// <summary>Decodes the packed chunk.</summary>
    [Benchmark]
    public void DecodePacked() => packed.Decode(packedChunk, times, values);

    /// <summary>Decodes the XOR chunk.</summary>
    [Benchmark]
    public void DecodeXor() => xor.Decode(xorChunk, times, values);
}
