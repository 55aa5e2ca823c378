using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// A value whose JSON differs from its fields: other names, or a text. Null for all means JSON's null.
/// </summary>
internal interface IJsonShape
{
    /// <summary>The fields with the names that JSON has for them; null when it is not an object.</summary>
    IEnumerable<KeyValuePair<string, TemplateValue>>? JsonFields { get; }

    /// <summary>The text that stands for the value; null when it is not one.</summary>
    string? JsonScalar { get; }
}
