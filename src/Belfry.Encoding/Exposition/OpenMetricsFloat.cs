using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Bucket bounds and quantiles in the one spelling that OpenMetrics prescribes: always with a point or an exponent,
/// <c>1</c> as <c>1.0</c>.
/// </summary>
internal static class OpenMetricsFloat
{
    /// <summary>
    /// Writes the bound in its one spelling; false, and the bound stays as it is, when it is not a float. The
    /// destination has at least <see cref="FloatUtf8.LengthMax"/> bytes.
    /// </summary>
    internal static bool TryNormalise(ReadOnlySpan<byte> bound, Span<byte> destination, out int written)
    {
        written = 0;
        if (FloatReader.Read(bound, out var value) != FloatOutcome.Read)
        {
            return false;
        }

        written = Write(destination, value);
        return true;
    }

    /// <summary>The length of what is written to at least <see cref="FloatUtf8.LengthMax"/> bytes.</summary>
    internal static int Write(Span<byte> destination, double value)
    {
        var written = FloatUtf8.WriteGeneral(destination, value);
        if (double.IsFinite(value) && !destination[..written].ContainsAny((byte)'.', (byte)'e'))
        {
            ".0"u8.CopyTo(destination[written..]);
            written += 2;
        }

        return written;
    }
}
