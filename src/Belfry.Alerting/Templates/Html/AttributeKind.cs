namespace Belfry.Alerting.Templates.Html;

/// <summary>What an attribute's value is.</summary>
internal enum AttributeKind
{
    /// <summary>Text.</summary>
    Plain,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>CSS.</summary>
    Style,

    /// <summary>JavaScript.</summary>
    Script,
}
