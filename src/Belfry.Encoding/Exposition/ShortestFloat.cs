using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Floats as Go's <c>strconv.FormatFloat(x, 'g', -1, 64)</c> writes them: shortest digits that round-trip, with an
/// exponent below -4 or from 6 on.
/// </summary>
internal static class ShortestFloat
{
    internal static string ToText(double value)
    {
        // NaN and the infinities pass through Exponent, which spells them.
        var magnitude = Math.Abs(value);
        return magnitude is (>= 1e-4 and < 1e6) or 0 ? FloatText.Plain(value) : FloatText.Exponent(value);
    }
}
