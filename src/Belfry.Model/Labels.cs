using System.Text;

namespace Belfry.Model;

/// <summary>
/// A label set: names with values, unique and sorted by the bytes of the name, immutable and safe to share.
/// It is kept in its canonical form: for each label, uvarint length and UTF-8 bytes of the name, then of the value.
/// Equal sets have equal bytes, so the bytes are what is hashed, looked up and written to the journal.
/// A label with an empty value is the same as no label and never stored.
/// </summary>
public sealed class Labels : IEquatable<Labels>, IComparable<Labels>
{
    private readonly byte[] canonical;
    private ulong hash;

    private Labels(byte[] canonical) => this.canonical = canonical;

    /// <summary>The set without labels.</summary>
    public static Labels Empty { get; } = new([]);

    /// <summary>The canonical bytes; valid as long as this object.</summary>
    public ReadOnlySpan<byte> Canonical => canonical;

    /// <summary>XXH64 of <see cref="Canonical"/>; stable across processes.</summary>
    public ulong Hash
    {
        get
        {
            // Zero means "not computed yet"; a set whose hash is really zero is only hashed again each time.
            if (hash == 0)
            {
                hash = XxHash64.Hash(canonical);
            }

            return hash;
        }
    }

    /// <summary>The number of labels.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>True when there are no labels.</summary>
    public bool IsEmpty => canonical.Length == 0;

    /// <summary>The metric name, or the empty string.</summary>
    public string MetricName => Get(LabelNames.MetricName);

    /// <summary>
    /// Copies canonical bytes that our own code made. They are trusted: only a debug build checks them. Bytes from
    /// outside go through <see cref="LabelsBuilder"/>.
    /// </summary>
    public static Labels FromCanonical(ReadOnlySpan<byte> canonical)
    {
        System.Diagnostics.Debug.Assert(LabelsReader.IsCanonical(canonical), "BUG: labels are not canonical");
        return canonical.IsEmpty ? Empty : new Labels(canonical.ToArray());
    }

    /// <summary>
    /// The set of these pairs; later pairs win over earlier ones of the same name, empty values are left out.
    /// </summary>
    public static Labels From(params IEnumerable<(string Name, string Value)> pairs)
    {
        var builder = new LabelsBuilder();
        foreach (var (name, value) in pairs)
        {
            builder.Set(name, value);
        }

        return builder.ToLabels();
    }

    /// <summary>Walks the labels in order of their names without allocating.</summary>
    public LabelsReader GetEnumerator() => new(canonical);

    /// <summary>The value of <paramref name="name"/> as UTF-8; empty when there is no such label.</summary>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> name) => LabelsReader.Find(canonical, name);

    /// <summary>The value of <paramref name="name"/>; the empty string when there is no such label.</summary>
    public string Get(string name)
    {
        foreach (var label in this)
        {
            if (label.NameEquals(name))
            {
                return label.ValueText;
            }
        }

        return "";
    }

    /// <summary>True when there is a label of this name.</summary>
    public bool Has(ReadOnlySpan<byte> name) => !Get(name).IsEmpty;

    /// <summary>The labels as strings, in order: for people and for templates, not for hot paths.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToPairs()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var label in this)
        {
            pairs.Add(new(label.NameText, label.ValueText));
        }

        return pairs;
    }

    /// <inheritdoc/>
    public bool Equals(Labels? other) =>
        ReferenceEquals(this, other) || (other is not null && canonical.AsSpan().SequenceEqual(other.canonical));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Labels);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>
    /// Orders by the first label that differs: by name, then by value, both as bytes; a prefix comes first.
    /// </summary>
    public int CompareTo(Labels? other) =>
        other is null ? 1 : LabelsReader.Compare(canonical, other.canonical);

    /// <summary>True when the left set orders before the right.</summary>
    public static bool operator <(Labels left, Labels right) => left.CompareTo(right) < 0;

    /// <summary>True when the left set orders after the right.</summary>
    public static bool operator >(Labels left, Labels right) => left.CompareTo(right) > 0;

    /// <summary>True when the left set does not order after the right.</summary>
    public static bool operator <=(Labels left, Labels right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left set does not order before the right.</summary>
    public static bool operator >=(Labels left, Labels right) => left.CompareTo(right) >= 0;

    /// <summary>True when both have the same labels.</summary>
    public static bool operator ==(Labels? left, Labels? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True when they differ in any label.</summary>
    public static bool operator !=(Labels? left, Labels? right) => !(left == right);

    /// <summary>As PromQL writes a label set: <c>{__name__="up", job="node"}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        foreach (var label in this)
        {
            if (text.Length > 1)
            {
                text.Append(", ");
            }

            AppendName(text, label.Name);
            text.Append('=');
            QuotedText.Append(text, label.ValueText);
        }

        return text.Append('}').ToString();
    }

    private static void AppendName(StringBuilder text, ReadOnlySpan<byte> name)
    {
        if (LabelNames.IsLegacyLabelName(name))
        {
            text.Append(Encoding.UTF8.GetString(name));
            return;
        }

        QuotedText.Append(text, Encoding.UTF8.GetString(name));
    }
}
