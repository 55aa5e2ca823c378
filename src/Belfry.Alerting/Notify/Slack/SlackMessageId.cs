namespace Belfry.Alerting.Notify.Slack;

/// <summary>A message that was posted through Slack's API.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Timestamp">Slack's name of the message within it.</param>
internal sealed record SlackMessageId(string Channel, string Timestamp);
