using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Texts of bucket bounds and quantiles, which are the same in every exposition. Bounded: beyond so many, texts are
/// made each time. Not thread-safe.
/// </summary>
internal sealed class BoundTexts
{
    private const int CountMax = 4096;

    private readonly Dictionary<long, byte[]> texts = [];

    internal byte[] Of(double bound)
    {
        var bits = BitConverter.DoubleToInt64Bits(bound);
        if (texts.TryGetValue(bits, out var known))
        {
            return known;
        }

        Span<byte> buffer = stackalloc byte[FloatUtf8.LengthMax];
        var text = buffer[..OpenMetricsFloat.Write(buffer, bound)].ToArray();
        if (texts.Count < CountMax)
        {
            texts.Add(bits, text);
        }

        return text;
    }
}
