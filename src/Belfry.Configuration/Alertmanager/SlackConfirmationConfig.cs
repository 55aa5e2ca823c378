namespace Belfry.Configuration.Alertmanager;

/// <summary>The question before an action of a Slack message is done; texts are templates.</summary>
/// <param name="Text">The question; not empty.</param>
/// <param name="Title">The title.</param>
/// <param name="OkText">The label of yes.</param>
/// <param name="DismissText">The label of no.</param>
public sealed record SlackConfirmationConfig(string Text, string Title, string OkText, string DismissText);
