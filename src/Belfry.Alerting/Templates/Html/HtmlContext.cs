using System.Text;

namespace Belfry.Alerting.Templates.Html;

/// <summary>
/// Follows HTML as it is written, to know what the next value must be escaped for. Where Go's html/template computes
/// this for every path through a template beforehand, this follows the one path that is executed; so a template whose
/// branches end in different places is accepted. Not thread-safe.
/// </summary>
internal sealed class HtmlContext
{
    private static readonly HashSet<string> UrlAttributes = new(StringComparer.Ordinal)
    {
        "action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href", "icon",
        "longdesc", "manifest", "poster", "profile", "src", "usemap", "xmlns",
    };

    private readonly StringBuilder word = new();
    private string element = "";
    private bool isClosingTag;
    private char scriptQuote;
    private int rawTextMatched;

    /// <summary>Where the next character stands.</summary>
    public HtmlState State { get; private set; }

    /// <summary>The quote that ends the value; NUL when it has none.</summary>
    public char Quote { get; private set; }

    /// <summary>What the value is.</summary>
    public AttributeKind Attribute { get; private set; }

    /// <summary>True once something of a URL was written.</summary>
    public bool IsUrlStarted { get; private set; }

    /// <summary>True once the URL's query or fragment began.</summary>
    public bool IsInQuery { get; private set; }

    /// <summary>True inside a string of a script.</summary>
    public bool IsInScriptText => scriptQuote != '\0';

    /// <summary>Follows text of the template; appends to <paramref name="output"/> all of it but comments.</summary>
    public void Follow(string text, StringBuilder output)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (State == HtmlState.Text && text.AsSpan(index).StartsWith("<!--", StringComparison.Ordinal))
            {
                State = HtmlState.Comment;
                index += 3;
                continue;
            }

            if (State == HtmlState.Comment)
            {
                if (text.AsSpan(index).StartsWith("-->", StringComparison.Ordinal))
                {
                    State = HtmlState.Text;
                    index += 2;
                }

                continue;
            }

            var next = index + 1 < text.Length ? text[index + 1] : '\0';
            Step(text[index], next);
            output.Append(text[index]);
        }
    }

    /// <summary>
    /// Follows a value that was written: it may begin an attribute's value or a URL, and changes nothing else.
    /// </summary>
    public void FollowValue(string value)
    {
        if (State is HtmlState.BeforeValue)
        {
            BeginValue('\0');
        }

        if (State == HtmlState.Tag)
        {
            State = HtmlState.AttributeName;
        }

        if (State == HtmlState.Value && value.Length > 0)
        {
            IsUrlStarted = true;
            IsInQuery |= value.AsSpan().ContainsAny('?', '#');
        }
    }

    private void Step(char unit, char next)
    {
        switch (State)
        {
            case HtmlState.Text:
                if (unit == '<' && (char.IsAsciiLetter(next) || next is '/'))
                {
                    State = HtmlState.TagName;
                    isClosingTag = false;
                    word.Clear();
                }

                break;
            case HtmlState.TagName:
                StepTagName(unit);
                break;
            case HtmlState.Value:
                StepValue(unit);
                break;
            case HtmlState.RawText or HtmlState.Script or HtmlState.Style:
                StepRawText(unit);
                break;
            default:
                StepTag(unit);
                break;
        }
    }

    private void StepTagName(char unit)
    {
        if (unit == '/' && word.Length == 0)
        {
            isClosingTag = true;
            return;
        }

        if (char.IsAsciiLetterOrDigit(unit) || unit is '-' or ':')
        {
            word.Append(char.ToLowerInvariant(unit));
            return;
        }

        element = word.ToString();
        State = HtmlState.Tag;
        StepTag(unit);
    }

    private void StepTag(char unit)
    {
        if (unit == '>')
        {
            EndTag();
        }
        else if (State == HtmlState.BeforeValue)
        {
            if (!char.IsWhiteSpace(unit))
            {
                BeginValue(unit is '"' or '\'' ? unit : '\0');
            }
        }
        else if (char.IsWhiteSpace(unit) || unit == '/')
        {
            State = State == HtmlState.AttributeName ? HtmlState.AfterAttributeName : State;
        }
        else if (unit == '=' && State is HtmlState.AttributeName or HtmlState.AfterAttributeName)
        {
            Attribute = KindOf(word.ToString());
            State = HtmlState.BeforeValue;
        }
        else
        {
            if (State != HtmlState.AttributeName)
            {
                word.Clear();
            }

            State = HtmlState.AttributeName;
            word.Append(char.ToLowerInvariant(unit));
        }
    }

    private void BeginValue(char quote)
    {
        State = HtmlState.Value;
        Quote = quote;
        IsUrlStarted = quote == '\0';
        IsInQuery = false;
        scriptQuote = '\0';
    }

    private void StepValue(char unit)
    {
        if (Quote != '\0' ? unit == Quote : char.IsWhiteSpace(unit) || unit == '>')
        {
            State = HtmlState.Tag;
            if (unit == '>')
            {
                EndTag();
            }

            return;
        }

        IsUrlStarted |= !char.IsWhiteSpace(unit);
        IsInQuery |= unit is '?' or '#';
        if (Attribute == AttributeKind.Script)
        {
            StepScript(unit);
        }
    }

    private void EndTag()
    {
        rawTextMatched = 0;
        scriptQuote = '\0';
        State = isClosingTag ? HtmlState.Text : element switch
        {
            "title" or "textarea" => HtmlState.RawText,
            "script" => HtmlState.Script,
            "style" => HtmlState.Style,
            _ => HtmlState.Text,
        };
    }

    private void StepRawText(char unit)
    {
        if (State == HtmlState.Script)
        {
            StepScript(unit);
        }

        var end = "</" + element;
        if (rawTextMatched < end.Length)
        {
            var isMatch = char.ToLowerInvariant(unit) == end[rawTextMatched];
            rawTextMatched = isMatch ? rawTextMatched + 1 : unit == '<' ? 1 : 0;
        }
        else if (unit == '>')
        {
            isClosingTag = true;
            EndTag();
        }
    }

    private void StepScript(char unit)
    {
        if (unit is '"' or '\'' or '`')
        {
            scriptQuote = scriptQuote == '\0' ? unit : scriptQuote == unit ? '\0' : scriptQuote;
        }
    }

    private static AttributeKind KindOf(string name)
    {
        name = name.StartsWith("data-", StringComparison.Ordinal) ? name[5..] : name;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        name = colon < 0 ? name : name.StartsWith("xmlns", StringComparison.Ordinal) ? "xmlns" : name[(colon + 1)..];
        if (name == "style")
        {
            return AttributeKind.Style;
        }

        if (name.StartsWith("on", StringComparison.Ordinal))
        {
            return AttributeKind.Script;
        }

        // Unknown names that sound like URLs are taken for URLs, to be on the safe side.
        return UrlAttributes.Contains(name) || name.Contains("src", StringComparison.Ordinal)
            || name.Contains("uri", StringComparison.Ordinal) || name.Contains("url", StringComparison.Ordinal)
            ? AttributeKind.Url : AttributeKind.Plain;
    }
}
