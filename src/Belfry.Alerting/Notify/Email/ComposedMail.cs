namespace Belfry.Alerting.Notify.Email;

/// <summary>A mail ready to be sent.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="To">The recipients' addresses; never empty.</param>
/// <param name="Text">Headers and body; ASCII, lines end with CRLF.</param>
internal sealed record ComposedMail(string From, IReadOnlyList<string> To, string Text);
