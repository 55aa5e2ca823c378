using System.Text.Unicode;
using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>
/// Collects the labels of one remote series into canonical bytes. Labels that come sorted, as the protocol demands,
/// are copied straight; others are sorted. Reused for all series of all requests of one worker; not thread-safe.
/// </summary>
public sealed class RemoteLabels
{
    private readonly LabelsBuilder builder = new();
    private byte[] canonical = new byte[512];
    private int lengthBytes;
    private int previousFrom;
    private int previousLength;
    private bool isSorted;
    private bool hasName;
    private bool isWrong;
    private byte[]? repeated;

    /// <summary>
    /// The canonical bytes; valid until the next series. Meaningless while <see cref="Problem"/> is not null.
    /// </summary>
    public ReadOnlySpan<byte> Canonical => isSorted ? canonical.AsSpan(0, lengthBytes) : builder.ToCanonical();

    /// <summary>What is wrong with the labels, in the words of the original; null when nothing is.</summary>
    public string? Problem { get; private set; }

    internal void Begin()
    {
        lengthBytes = 0;
        previousLength = 0;
        isSorted = true;
        hasName = false;
        repeated = null;
        isWrong = false;
        Problem = null;
    }

    internal void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.IsEmpty)
        {
            isWrong = true;
            return;
        }

        if (isSorted)
        {
            var order = canonical.AsSpan(previousFrom, previousLength).SequenceCompareTo(name);
            if (previousLength == 0 || order < 0)
            {
                Write(name, value);
                return;
            }

            Unsort();
        }

        if (!builder.Get(name).IsEmpty)
        {
            repeated ??= name.ToArray();
        }

        builder.Set(name, value);
        hasName |= name.SequenceEqual(LabelNames.MetricNameUtf8) && !value.IsEmpty;
    }

    /// <summary>
    /// Checks the whole set. False when something is wrong; <see cref="Explain"/> then makes the text of it.
    /// </summary>
    internal bool End()
    {
        isWrong |= !hasName || !IsUtf8();
        return !isWrong && repeated is null;
    }

    /// <summary>
    /// Puts what is wrong into words, which show the labels as they came, empty and repeated ones too.
    /// </summary>
    /// <param name="labels">Names and values in the order in which they came.</param>
    internal void Explain(IReadOnlyList<(byte[] Name, byte[] Value)> labels)
    {
        var text = RawLabelsText.Of(labels);
        Problem = isWrong
            ? $"invalid metric name or labels, got {text}"
            : $"invalid labels for series, labels {text}, duplicated label "
                + System.Text.Encoding.UTF8.GetString(repeated ?? []);
    }

    /// <summary>Sets the labels that say type and unit of the metric, or removes them where nothing is said.</summary>
    internal void SetTypeAndUnit(ReadOnlySpan<byte> type, ReadOnlySpan<byte> unit)
    {
        if (isSorted)
        {
            Unsort();
        }

        builder.Set("__type__"u8, type);
        builder.Set("__unit__"u8, unit);
    }

    /// <summary>The labels as text, for messages.</summary>
    public string Text() => Labels.FromCanonical(Canonical).ToString();

    // Nearly always all of it is ASCII, lengths too, and one look at the whole is enough.
    private bool IsUtf8()
    {
        if (System.Text.Ascii.IsValid(Canonical))
        {
            return true;
        }

        foreach (var label in new LabelsReader(Canonical))
        {
            if (!Utf8.IsValid(label.Name) || !Utf8.IsValid(label.Value))
            {
                return false;
            }
        }

        return true;
    }

    // An empty value is the same as no label; its name still counts for the order.
    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var needed = lengthBytes + name.Length + value.Length + (2 * Uvarint.LengthBytesMax);
        if (needed > canonical.Length)
        {
            Array.Resize(ref canonical, Math.Max(canonical.Length * 2, needed));
        }

        var free = canonical.AsSpan(lengthBytes);
        var header = WriteLength(free, name.Length);
        name.CopyTo(free[header..]);
        previousFrom = lengthBytes + header;
        previousLength = name.Length;
        if (value.IsEmpty)
        {
            return;
        }

        if (!hasName && name.SequenceEqual(LabelNames.MetricNameUtf8))
        {
            hasName = true;
        }

        var written = header + name.Length;
        written += WriteLength(free[written..], value.Length);
        value.CopyTo(free[written..]);
        lengthBytes += written + value.Length;
    }

    private static int WriteLength(Span<byte> destination, int length)
    {
        if (length >= 0x80)
        {
            return Uvarint.Write(destination, (ulong)length);
        }

        destination[0] = (byte)length;
        return 1;
    }

    private void Unsort()
    {
        isSorted = false;
        builder.Reset(canonical.AsSpan(0, lengthBytes));
    }
}
