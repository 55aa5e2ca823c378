using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>What a function may ask of the execution that calls it.</summary>
internal interface ITemplateExecution
{
    /// <summary>The data that the execution was started with.</summary>
    TemplateValue Root { get; }

    /// <summary>What the caller gave for its own functions, such as how to query; null when it gave nothing.</summary>
    object? Host { get; }

    /// <summary>True when values are escaped for their place in HTML.</summary>
    bool IsHtml { get; }

    /// <summary>
    /// Expands a text with the same definitions, functions and data, as part of this execution's limits. A failure
    /// of it is a failure of the caller.
    /// </summary>
    string ExpandInline(string name, string text, TemplateValue data);

    /// <summary>Expands a definition; otherwise as <see cref="ExpandInline"/>.</summary>
    string ExpandDefinition(string name, TemplateValue data);
}
