using System.Globalization;
using System.Text;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Names outside the legacy form as clients put them into paths: <c>U__host_2e_name</c> is <c>host.name</c>. An
/// underscore is doubled, any other character is its code point in hexadecimal between underscores. Source: the
/// "values" escaping of prometheus/common <c>model/metric.go</c>.
/// </summary>
internal static class EscapedName
{
    private const string Prefix = "U__";

    /// <summary>The name meant; the text itself when it is not an escaped name.</summary>
    internal static string Decode(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return text;
        }

        var name = new StringBuilder();
        for (var index = Prefix.Length; index < text.Length; index++)
        {
            if (text[index] != '_')
            {
                name.Append(text[index]);
                continue;
            }

            if (index + 1 < text.Length && text[index + 1] == '_')
            {
                name.Append('_');
                index++;
                continue;
            }

            var end = text.IndexOf('_', index + 1);
            if (end < 0 || !int.TryParse(
                text.AsSpan(index + 1, end - index - 1),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code)
                || !Rune.IsValid(code))
            {
                return text;
            }

            name.Append(new Rune(code).ToString());
            index = end;
        }

        return name.ToString();
    }
}
