using System.Globalization;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>
/// The fingerprint that Alertmanager shows for a label set: FNV-1a of 64 bits over each name and value in order, each
/// followed by the byte 255. Source: prometheus/common <c>model/signature.go</c>.
/// </summary>
internal static class AlertFingerprint
{
    private const ulong OffsetBasis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;
    private const byte Separator = 255;

    /// <summary>Sixteen lower-case hexadecimal digits.</summary>
    public static string Of(Labels labels)
    {
        var hash = OffsetBasis;
        foreach (var label in labels)
        {
            hash = Add(hash, label.Name);
            hash = Add(hash, label.Value);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return unchecked((hash ^ Separator) * Prime);
    }
}
