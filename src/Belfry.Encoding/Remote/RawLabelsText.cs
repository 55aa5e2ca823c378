using System.Text;
using Belfry.Encoding.Exposition;
using Belfry.Model;

namespace Belfry.Encoding.Remote;

/// <summary>Labels that make no set, as the original writes them: sorted by name, nothing left out.</summary>
internal static class RawLabelsText
{
    internal static string Of(IReadOnlyList<(byte[] Name, byte[] Value)> labels)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in labels.OrderBy(label => label.Name, Utf8Order))
        {
            var isLegacy = LabelNames.IsLegacyLabelName(name);
            text.Append(text.Length > 1 ? ", " : "")
                .Append(isLegacy ? System.Text.Encoding.UTF8.GetString(name) : QuotedBytes.Quote(name))
                .Append('=')
                .Append(QuotedBytes.Quote(value));
        }

        return text.Append('}').ToString();
    }

    private static readonly Comparer<byte[]> Utf8Order =
        Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
}
