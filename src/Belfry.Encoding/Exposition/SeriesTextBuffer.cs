using Belfry.Model;

namespace Belfry.Encoding.Exposition;

/// <summary>
/// Bytes of one entry that a reader makes because its format has no text: a series as <see cref="SeriesText"/> reads
/// it, or a metadata line of OpenMetrics. Reused for all entries; not thread-safe.
/// </summary>
internal sealed class SeriesTextBuffer
{
    private byte[] bytes = new byte[256];
    private bool hasLabels;

    internal int LengthBytes { get; private set; }

    internal ReadOnlySpan<byte> Written => bytes.AsSpan(0, LengthBytes);

    internal void Clear() => LengthBytes = 0;

    internal void Append(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(bytes.AsSpan(LengthBytes));
        LengthBytes += text.Length;
    }

    /// <summary>Begins a series: a name of legacy form before the braces, any other quoted inside.</summary>
    internal void BeginSeries(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix)
    {
        Clear();
        hasLabels = false;
        if (LabelNames.IsLegacyMetricName(name))
        {
            Append(name);
            Append(suffix);
            return;
        }

        Append("{\""u8);
        AppendEscaped(name);
        AppendEscaped(suffix);
        Append("\""u8);
        hasLabels = true;
    }

    internal void AddLabel(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Append(hasLabels ? ","u8 : "{"u8);
        hasLabels = true;
        if (LabelNames.IsLegacyLabelName(name))
        {
            Append(name);
        }
        else
        {
            Append("\""u8);
            AppendEscaped(name);
            Append("\""u8);
        }

        Append("=\""u8);
        AppendEscaped(value);
        Append("\""u8);
    }

    internal void EndSeries() => Append(hasLabels ? "}"u8 : ""u8);

    /// <summary>A metadata line: <c># WORD name text</c> with its line feed.</summary>
    internal void SetMetadata(ReadOnlySpan<byte> word, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        Clear();
        Append("# "u8);
        Append(word);
        Append(" "u8);
        if (LabelNames.IsLegacyMetricName(name))
        {
            Append(name);
        }
        else
        {
            Append("\""u8);
            AppendEscaped(name);
            Append("\""u8);
        }

        Append(" "u8);
        AppendEscaped(text);
        Append("\n"u8);
    }

    private void AppendEscaped(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var plain = text.IndexOfAny("\\\"\n"u8);
            if (plain < 0)
            {
                Append(text);
                return;
            }

            Append(text[..plain]);
            Append(text[plain] switch { (byte)'\\' => @"\\"u8, (byte)'\n' => @"\n"u8, _ => "\\\""u8 });
            text = text[(plain + 1)..];
        }
    }

    private void Reserve(int more)
    {
        if (bytes.Length - LengthBytes < more)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, checked(LengthBytes + more)));
        }
    }
}
