using System.Text;

namespace Belfry.Model;

/// <summary>
/// Makes label sets: set and remove labels in any order, then take the canonical bytes or a <see cref="Labels"/>.
/// Reusable, and in steady state it allocates nothing but the <see cref="Labels"/> that is asked for. Not thread-safe.
/// </summary>
public sealed class LabelsBuilder
{
    private byte[] text = new byte[256];
    private int textLengthBytes;
    private Entry[] entries = new Entry[16];
    private int count;
    private byte[] canonical = new byte[256];

    /// <summary>The number of labels set, those with an empty value not counted.</summary>
    public int Count => count;

    /// <summary>Removes all labels.</summary>
    public void Clear()
    {
        textLengthBytes = 0;
        count = 0;
    }

    /// <summary>Starts from the labels of <paramref name="labels"/>, whatever was here before.</summary>
    public void Reset(Labels labels) => Reset(labels.Canonical);

    /// <summary>Starts from canonical bytes, which are copied and trusted.</summary>
    public void Reset(ReadOnlySpan<byte> canonicalLabels)
    {
        Clear();
        foreach (var label in new LabelsReader(canonicalLabels))
        {
            Append(label.Name, label.Value);
        }
    }

    /// <summary>
    /// Sets a label; an empty value removes it. A label without a name is none and is left out: no set can hold it.
    /// </summary>
    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Remove(name);
        if (!value.IsEmpty && !name.IsEmpty)
        {
            Append(name, value);
        }
    }

    /// <summary>Sets a label; an empty value removes it.</summary>
    public void Set(string name, string value) => Set(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));

    /// <summary>Removes a label if it is there.</summary>
    public void Remove(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < count; index++)
        {
            if (NameOf(entries[index]).SequenceEqual(name))
            {
                entries.AsSpan(index + 1, count - index - 1).CopyTo(entries.AsSpan(index));
                count--;
                return;
            }
        }
    }

    /// <summary>Removes a label if it is there.</summary>
    public void Remove(string name) => Remove(Encoding.UTF8.GetBytes(name));

    /// <summary>
    /// The value set for <paramref name="name"/>, empty when there is none; valid until the next change.
    /// </summary>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < count; index++)
        {
            if (NameOf(entries[index]).SequenceEqual(name))
            {
                return ValueOf(entries[index]);
            }
        }

        return default;
    }

    /// <summary>The value set for <paramref name="name"/>, or the empty string.</summary>
    public string Get(string name) => Encoding.UTF8.GetString(Get(Encoding.UTF8.GetBytes(name)));

    /// <summary>The canonical bytes of what is set now; valid until the next call of any member.</summary>
    public ReadOnlySpan<byte> ToCanonical()
    {
        Sort();
        var written = 0;
        for (var index = 0; index < count; index++)
        {
            Write(NameOf(entries[index]), ref written);
            Write(ValueOf(entries[index]), ref written);
        }

        return canonical.AsSpan(0, written);
    }

    /// <summary>A label set of what is set now.</summary>
    public Labels ToLabels() => Labels.FromCanonical(ToCanonical());

    private ReadOnlySpan<byte> NameOf(in Entry entry) => text.AsSpan(entry.Offset, entry.NameLengthBytes);

    private ReadOnlySpan<byte> ValueOf(in Entry entry) =>
        text.AsSpan(entry.Offset + entry.NameLengthBytes, entry.ValueLengthBytes);

    private void Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Grow(ref text, textLengthBytes, name.Length + value.Length);
        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
        }

        entries[count++] = new Entry(textLengthBytes, name.Length, value.Length);
        name.CopyTo(text.AsSpan(textLengthBytes));
        value.CopyTo(text.AsSpan(textLengthBytes + name.Length));
        textLengthBytes += name.Length + value.Length;
    }

    private void Sort()
    {
        // Insertion sort: sets are small and almost always arrive in order.
        for (var index = 1; index < count; index++)
        {
            var entry = entries[index];
            var place = index;
            while (place > 0 && NameOf(entries[place - 1]).SequenceCompareTo(NameOf(entry)) > 0)
            {
                entries[place] = entries[place - 1];
                place--;
            }

            entries[place] = entry;
        }
    }

    private void Write(ReadOnlySpan<byte> part, ref int written)
    {
        Grow(ref canonical, written, part.Length + Uvarint.LengthBytesMax);
        written += Uvarint.Write(canonical.AsSpan(written), (ulong)part.Length);
        part.CopyTo(canonical.AsSpan(written));
        written += part.Length;
    }

    private static void Grow(ref byte[] buffer, int used, int more)
    {
        if (buffer.Length - used < more)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, checked(used + more)));
        }
    }

    private readonly record struct Entry(int Offset, int NameLengthBytes, int ValueLengthBytes);
}
