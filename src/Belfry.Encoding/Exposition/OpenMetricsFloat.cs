namespace Belfry.Encoding.Exposition;

/// <summary>
/// Bucket bounds and quantiles in the one spelling that OpenMetrics prescribes: always with a point or an exponent,
/// <c>1</c> as <c>1.0</c>.
/// </summary>
internal static class OpenMetricsFloat
{
    /// <summary>
    /// Writes the bound in its one spelling; false, and the bound stays as it is, when it is not a float.
    /// </summary>
    internal static bool TryNormalise(ReadOnlySpan<byte> bound, Span<byte> destination, out int written)
    {
        written = 0;
        if (FloatReader.Read(bound, out var value) != FloatOutcome.Read)
        {
            return false;
        }

        var text = ToText(value);
        return System.Text.Encoding.ASCII.TryGetBytes(text, destination, out written);
    }

    internal static string ToText(double value)
    {
        var text = ShortestFloat.ToText(value);
        return !double.IsFinite(value) || text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }
}
