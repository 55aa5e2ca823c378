using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>
/// A label name with a value, as series of the head have it: one object for all of them, so that series hold
/// references instead of text, and equal pairs are recognised by reference. It carries its postings. Its bytes are
/// immutable; the postings are written under the lock of <see cref="LabelIndex"/>.
/// </summary>
internal sealed class LabelPair
{
    private readonly byte[] canonical;
    private readonly int nameStart;
    private readonly int nameLength;
    private readonly int valueStart;

    internal LabelPair(ReadOnlySpan<byte> canonicalPair)
    {
        canonical = canonicalPair.ToArray();
        Uvarint.TryRead(canonical, out var length, out nameStart);
        nameLength = (int)length;
        var valueLengthStart = nameStart + nameLength;
        Uvarint.TryRead(canonical.AsSpan(valueLengthStart), out _, out var used);
        valueStart = valueLengthStart + used;
    }

    /// <summary>The pair as canonical label bytes have it.</summary>
    internal ReadOnlySpan<byte> Canonical => canonical;

    /// <summary>The same bytes as an array, to be a key; not to be changed.</summary>
    internal byte[] Key => canonical;

    internal ReadOnlySpan<byte> Name => canonical.AsSpan(nameStart, nameLength);

    internal ReadOnlySpan<byte> Value => canonical.AsSpan(valueStart);

    /// <summary>The series that have this label.</summary>
    internal PostingsList Postings { get; } = new();

    /// <summary>Takes the first pair off canonical label bytes.</summary>
    internal static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        Uvarint.TryRead(rest, out var nameLength, out var used);
        var end = used + (int)nameLength;
        Uvarint.TryRead(rest[end..], out var valueLength, out used);
        end += used + (int)valueLength;
        var pair = rest[..end];
        rest = rest[end..];
        return pair;
    }

    /// <summary>The name in a pair's canonical bytes.</summary>
    internal static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> canonicalPair)
    {
        Uvarint.TryRead(canonicalPair, out var length, out var used);
        return canonicalPair.Slice(used, (int)length);
    }

    internal int CompareTo(LabelPair other)
    {
        if (ReferenceEquals(this, other))
        {
            return 0;
        }

        var order = Name.SequenceCompareTo(other.Name);
        return order != 0 ? order : Value.SequenceCompareTo(other.Value);
    }
}
