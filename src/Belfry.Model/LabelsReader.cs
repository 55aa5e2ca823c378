namespace Belfry.Model;

/// <summary>
/// Walks canonical label bytes (see <see cref="Labels"/>) in order, without allocating. The bytes are trusted to be
/// canonical: check bytes that come from disk with <see cref="IsCanonical"/> first.
/// </summary>
public ref struct LabelsReader
{
    private ReadOnlySpan<byte> rest;

    /// <summary>A reader before the first label of <paramref name="canonical"/>.</summary>
    public LabelsReader(ReadOnlySpan<byte> canonical)
    {
        rest = canonical;
        Current = default;
    }

    /// <summary>The label read last.</summary>
    public LabelView Current { get; private set; }

    /// <summary>Reads the next label; false at the end.</summary>
    public bool MoveNext()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var name = Take(ref rest);
        Current = new LabelView(name, Take(ref rest));
        return true;
    }

    /// <summary>This reader, so that <c>foreach</c> takes canonical bytes.</summary>
    public readonly LabelsReader GetEnumerator() => this;

    /// <summary>
    /// The value of <paramref name="name"/> in <paramref name="canonical"/>; empty when there is none.
    /// </summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> canonical, ReadOnlySpan<byte> name)
    {
        foreach (var label in new LabelsReader(canonical))
        {
            var order = label.Name.SequenceCompareTo(name);
            if (order >= 0)
            {
                return order == 0 ? label.Value : default;
            }
        }

        return default;
    }

    /// <summary>Orders two canonical sets as <see cref="Labels.CompareTo"/> does.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var a = new LabelsReader(left);
        var b = new LabelsReader(right);
        while (true)
        {
            var hasLeft = a.MoveNext();
            var hasRight = b.MoveNext();
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            var order = a.Current.Name.SequenceCompareTo(b.Current.Name);
            order = order != 0 ? order : a.Current.Value.SequenceCompareTo(b.Current.Value);
            if (order != 0)
            {
                return order;
            }
        }
    }

    /// <summary>
    /// True when <paramref name="bytes"/> is a canonical label set: whole and shortest lengths, names not empty and
    /// strictly rising,
    /// values not empty. Whether the text is UTF-8 is not looked at.
    /// </summary>
    public static bool IsCanonical(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> previous = default;
        while (!bytes.IsEmpty)
        {
            if (!TryTake(ref bytes, out var name) || !TryTake(ref bytes, out _)
                || (!previous.IsEmpty && previous.SequenceCompareTo(name) >= 0))
            {
                return false;
            }

            previous = name;
        }

        return true;
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (!Uvarint.TryRead(bytes, out var length, out var used) || length == 0
            || used != Uvarint.LengthBytes(length) || length > (ulong)(bytes.Length - used))
        {
            return false;
        }

        part = bytes.Slice(used, (int)length);
        bytes = bytes[(used + (int)length)..];
        return true;
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes)
    {
        // Lengths under 128 take one byte: nearly all of them.
        if (bytes[0] < 0x80)
        {
            var part = bytes.Slice(1, bytes[0]);
            bytes = bytes[(1 + bytes[0])..];
            return part;
        }

        Uvarint.TryRead(bytes, out var length, out var used);
        var longPart = bytes.Slice(used, checked((int)length));
        bytes = bytes[(used + longPart.Length)..];
        return longPart;
    }
}
