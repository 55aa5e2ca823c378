using System.Text;
using Belfry.Model;

namespace Belfry.Query.Engine;

/// <summary>
/// Keeps or drops certain labels of label sets: the grouping of aggregations, the signature of vector matching, the
/// removal of names. Reuses one buffer; not thread-safe.
/// </summary>
internal sealed class LabelProjection(IEnumerable<string> names, bool keeps)
{
    private readonly byte[][] names = names.Select(Encoding.UTF8.GetBytes).ToArray();
    private byte[] buffer = new byte[256];

    /// <summary>The remaining labels as canonical bytes, valid until the next call.</summary>
    internal ReadOnlySpan<byte> Project(Labels labels)
    {
        var canonical = labels.Canonical;
        if (buffer.Length < canonical.Length)
        {
            buffer = new byte[canonical.Length * 2];
        }

        var written = 0;
        foreach (var label in labels)
        {
            if (IsNamed(label.Name) == keeps)
            {
                Write(label.Name, ref written);
                Write(label.Value, ref written);
            }
        }

        return buffer.AsSpan(0, written);
    }

    /// <summary>The remaining labels as a set; the same object when nothing goes.</summary>
    internal Labels ProjectToLabels(Labels labels)
    {
        var rest = Project(labels);
        return rest.Length == labels.Canonical.Length ? labels : Labels.FromCanonical(rest);
    }

    private bool IsNamed(ReadOnlySpan<byte> name)
    {
        foreach (var candidate in names)
        {
            if (name.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private void Write(ReadOnlySpan<byte> part, ref int written)
    {
        // The projection of a set is never longer than the set.
        written += Uvarint.Write(buffer.AsSpan(written), (ulong)part.Length);
        part.CopyTo(buffer.AsSpan(written));
        written += part.Length;
    }
}
