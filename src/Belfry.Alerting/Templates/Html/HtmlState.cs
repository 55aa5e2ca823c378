namespace Belfry.Alerting.Templates.Html;

/// <summary>Where in an HTML document the next character stands.</summary>
internal enum HtmlState
{
    /// <summary>Between tags.</summary>
    Text,

    /// <summary>In a tag's name.</summary>
    TagName,

    /// <summary>In a tag, where an attribute may begin or the tag may end.</summary>
    Tag,

    /// <summary>In an attribute's name.</summary>
    AttributeName,

    /// <summary>After an attribute's name.</summary>
    AfterAttributeName,

    /// <summary>After an attribute's <c>=</c>.</summary>
    BeforeValue,

    /// <summary>In an attribute's value.</summary>
    Value,

    /// <summary>In a comment, which is left out of the output.</summary>
    Comment,

    /// <summary>In <c>title</c> or <c>textarea</c>, which hold text but no tags.</summary>
    RawText,

    /// <summary>In <c>script</c>.</summary>
    Script,

    /// <summary>In <c>style</c>.</summary>
    Style,
}
