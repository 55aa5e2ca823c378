using Belfry.Model;

namespace Belfry.Ingestion.Exemplars;

/// <summary>What an exemplar that came from outside must keep to.</summary>
internal static class ExemplarRules
{
    /// <summary>
    /// The most characters (code points) of all names and values together. Source: OpenMetrics 1.0, "Exemplars".
    /// </summary>
    internal const int LabelsLengthMax = 128;

    /// <summary>Whether its labels are within <see cref="LabelsLengthMax"/>.</summary>
    internal static bool AreLabelsShort(Labels labels)
    {
        if (labels.Canonical.Length <= LabelsLengthMax)
        {
            return true;
        }

        var length = 0;
        foreach (var label in labels)
        {
            length += CountCharacters(label.Name) + CountCharacters(label.Value);
        }

        return length <= LabelsLengthMax;
    }

    // Every byte of UTF-8 but the continuing ones begins a code point.
    private static int CountCharacters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var octet in text)
        {
            count += (octet & 0xc0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
