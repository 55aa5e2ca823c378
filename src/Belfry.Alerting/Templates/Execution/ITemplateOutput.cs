using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>Where an execution writes. Not thread-safe.</summary>
internal interface ITemplateOutput
{
    /// <summary>Writes text of the template itself, as it is.</summary>
    void WriteText(string text);

    /// <summary>Writes a value, escaped if the kind of output asks for it.</summary>
    void WriteValue(TemplateValue value);

    /// <summary>What was written.</summary>
    string Complete();
}
