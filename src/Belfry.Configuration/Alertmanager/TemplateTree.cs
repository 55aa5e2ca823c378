using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// A value of JSON's shapes whose texts are templates. Exactly one of the four is set; none of them is JSON's null.
/// </summary>
public sealed record TemplateTree
{
    /// <summary>A template whose expansion is a text.</summary>
    public string? Text { get; init; }

    /// <summary>A number, boolean or null in JSON's notation, passed on as it is.</summary>
    public string? Literal { get; init; }

    /// <summary>An array.</summary>
    public IReadOnlyList<TemplateTree>? Items { get; init; }

    /// <summary>An object, in the file's order.</summary>
    public IReadOnlyList<KeyValuePair<string, TemplateTree>>? Members { get; init; }

    /// <summary>Where the value is written.</summary>
    public SourceLocation Location { get; init; }
}
