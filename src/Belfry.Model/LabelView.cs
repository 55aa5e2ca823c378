using System.Text;

namespace Belfry.Model;

/// <summary>
/// One label seen inside canonical bytes; lives no longer than they do. The default value has an empty name.
/// </summary>
public readonly ref struct LabelView
{
    internal LabelView(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name as UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value as UTF-8; never empty in a valid set.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The name as a new string.</summary>
    public string NameText => Encoding.UTF8.GetString(Name);

    /// <summary>The value as a new string.</summary>
    public string ValueText => Encoding.UTF8.GetString(Value);

    /// <summary>True when the name is <paramref name="name"/>; allocates nothing for names up to 256 bytes.</summary>
    public bool NameEquals(string name)
    {
        if (name.Length > Name.Length)
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(name, buffer, out var written)
            ? Name.SequenceEqual(buffer[..written])
            : Name.SequenceEqual(Encoding.UTF8.GetBytes(name));
    }
}
