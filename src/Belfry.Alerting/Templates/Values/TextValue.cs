namespace Belfry.Alerting.Templates.Values;

/// <summary>
/// Text of some Go type: <c>string</c>, or one of html/template's types that say what is already safe.
/// Lengths and indexes of text are in UTF-8 bytes, as in Go.
/// </summary>
internal sealed class TextValue(string value, string typeName = TextValue.PlainType) : TemplateValue
{
    /// <summary>The type of ordinary text.</summary>
    public const string PlainType = "string";

    /// <summary>The type of text that is HTML already and is not escaped again.</summary>
    public const string HtmlType = "template.HTML";

    /// <summary>The type of text that is a URL already and is not filtered or escaped again.</summary>
    public const string UrlType = "template.URL";

    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Text;

    /// <inheritdoc/>
    public override string TypeName => typeName;

    /// <inheritdoc/>
    public override bool IsTrue => Value.Length > 0;
}
