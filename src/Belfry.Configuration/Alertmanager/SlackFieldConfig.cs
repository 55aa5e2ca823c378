namespace Belfry.Configuration.Alertmanager;

/// <summary>A field of a Slack message; texts are templates.</summary>
/// <param name="Title">The field's title; not empty.</param>
/// <param name="Value">The field's value; not empty.</param>
/// <param name="IsShort">True for side by side; null for what the message says.</param>
public sealed record SlackFieldConfig(string Title, string Value, bool? IsShort);
