using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Belfry.Configuration.Prometheus;
using Belfry.Model;
using Belfry.Model.Re2;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Relabel;

/// <summary>One compiled relabelling step. Immutable and thread-safe.</summary>
internal sealed class RelabelStep
{
    private readonly RelabelConfig config;
    private readonly NameValidationScheme scheme;
    private readonly Re2Expression regex;
    private readonly byte[][] sourceLabels;
    private readonly byte[] targetLabel;

    internal RelabelStep(RelabelConfig config, NameValidationScheme scheme)
    {
        this.config = config;
        this.scheme = scheme;
        if (!Re2Expression.TryParseAnchored(config.Regex, out var parsed, out var error))
        {
            throw new ArgumentException($"BUG: a relabelling step with a wrong regex passed validation: {error}");
        }

        regex = parsed;
        sourceLabels = [.. config.SourceLabels.Select(TextEncoding.UTF8.GetBytes)];
        targetLabel = TextEncoding.UTF8.GetBytes(config.TargetLabel);
    }

    /// <summary>Changes the labels; false when they are to be dropped, with the labels left as they were.</summary>
    internal bool Apply(LabelsBuilder labels)
    {
        switch (config.Action)
        {
            case RelabelAction.Keep:
                return regex.IsMatch(Source(labels));
            case RelabelAction.Drop:
                return !regex.IsMatch(Source(labels));
            case RelabelAction.KeepEqual:
                return labels.Get(config.TargetLabel) == Source(labels);
            case RelabelAction.DropEqual:
                return labels.Get(config.TargetLabel) != Source(labels);
            case RelabelAction.Replace:
                Replace(labels, Source(labels));
                return true;
            case RelabelAction.HashMod:
                SetTarget(labels, HashMod(Source(labels)));
                return true;
            case RelabelAction.Lowercase:
                SetTarget(labels, Lower(Source(labels)));
                return true;
            case RelabelAction.Uppercase:
                SetTarget(labels, Source(labels).ToUpperInvariant());
                return true;
            default:
                OnNames(labels);
                return true;
        }
    }

    // "Lower case" is what is asked for, not a form to compare by.
    [SuppressMessage("Globalization", "CA1308", Justification = "The step's meaning.")]
    private static string Lower(string text) => text.ToLowerInvariant();

    private string Source(LabelsBuilder labels)
    {
        if (sourceLabels.Length == 1)
        {
            return TextEncoding.UTF8.GetString(labels.Get(sourceLabels[0]));
        }

        var text = new StringBuilder();
        for (var index = 0; index < sourceLabels.Length; index++)
        {
            text.Append(index == 0 ? "" : config.Separator);
            text.Append(TextEncoding.UTF8.GetString(labels.Get(sourceLabels[index])));
        }

        return text.ToString();
    }

    private void SetTarget(LabelsBuilder labels, string value) =>
        labels.Set(targetLabel, TextEncoding.UTF8.GetBytes(value));

    private void Replace(LabelsBuilder labels, string source)
    {
        if (!regex.TryExpand(source, config.TargetLabel, out var target) || !IsLabelName(target)
            || !regex.TryExpand(source, config.Replacement, out var value))
        {
            return;
        }

        labels.Set(target, value);
    }

    private bool IsLabelName(string name) => scheme == NameValidationScheme.Legacy
        ? LabelNames.IsLegacyLabelName(TextEncoding.UTF8.GetBytes(name))
        : name.Length > 0;

    private string HashMod(string source)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        Md5(TextEncoding.UTF8.GetBytes(source), hash);
        var rest = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]) % config.Modulus;
        return rest.ToString(CultureInfo.InvariantCulture);
    }

    // Not for secrecy: shards must be those that the original gives.
    [SuppressMessage("Security", "CA5351", Justification = "The step's meaning; nothing is protected by it.")]
    private static void Md5(ReadOnlySpan<byte> source, Span<byte> hash) => MD5.HashData(source, hash);

    private void OnNames(LabelsBuilder labels)
    {
        var before = labels.ToCanonical().ToArray();
        foreach (var label in new LabelsReader(before))
        {
            var isMatch = regex.IsMatch(label.Name);
            if (config.Action == RelabelAction.LabelMap)
            {
                if (isMatch && regex.TryExpand(label.NameText, config.Replacement, out var name) && name.Length > 0)
                {
                    labels.Set(TextEncoding.UTF8.GetBytes(name), label.Value);
                }
            }
            else if (isMatch == (config.Action == RelabelAction.LabelDrop))
            {
                labels.Remove(label.Name);
            }
        }
    }
}
