using System.Text;

namespace Belfry.Alerting.Templates.Html;

/// <summary>Takes the tags out of HTML that is put where only text may be, such as in an attribute.</summary>
internal static class TagStripping
{
    /// <summary>The text between the tags.</summary>
    public static string Strip(string html)
    {
        var text = new StringBuilder(html.Length);
        var depth = 0;
        var quote = '\0';
        for (var index = 0; index < html.Length; index++)
        {
            var unit = html[index];
            if (depth == 0)
            {
                var next = index + 1 < html.Length ? html[index + 1] : '\0';
                if (unit == '<' && (char.IsAsciiLetter(next) || next is '/' or '!'))
                {
                    depth = 1;
                    continue;
                }

                text.Append(unit);
            }
            else if (quote != '\0')
            {
                quote = unit == quote ? '\0' : quote;
            }
            else if (unit is '"' or '\'')
            {
                quote = unit;
            }
            else if (unit == '>')
            {
                depth = 0;
            }
        }

        return text.ToString();
    }
}
