namespace Belfry.Alerting.Templates;

/// <summary>A template file: its name as messages show it, and its text.</summary>
/// <param name="Name">The name; also the name of the template that the text outside definitions makes.</param>
/// <param name="Text">The text.</param>
internal sealed record TemplateSource(string Name, string Text);
