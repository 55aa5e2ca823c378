using System.Globalization;
using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// Names an alert for people and for the API: FNV-1a 64 over each label's name and value in order, each followed by
/// the byte 0xFF. Two alerts may share one by chance, so nothing inside is looked up by it.
/// Source: prometheus/common <c>model/signature.go</c>. The default value is no alert's.
/// </summary>
/// <param name="Value">The hash.</param>
public readonly record struct Fingerprint(ulong Value)
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const byte Separator = 0xFF;

    /// <summary>The fingerprint of a label set.</summary>
    public static Fingerprint Of(Labels labels)
    {
        var hash = OffsetBasis;
        foreach (var label in labels)
        {
            hash = Add(Add(hash, label.Name), label.Value);
        }

        return new Fingerprint(hash);
    }

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Add(ulong hash, ReadOnlySpan<byte> part)
    {
        foreach (var octet in part)
        {
            hash = (hash ^ octet) * Prime;
        }

        return (hash ^ Separator) * Prime;
    }
}
