namespace Belfry.Model;

/// <summary>
/// An alert as it is sent to a router: what, since when, until when. Two alerts with the same labels are the same
/// alert.
/// Immutable.
/// </summary>
public sealed record Alert
{
    /// <summary>What identifies the alert; holds <c>alertname</c>.</summary>
    public required Labels Labels { get; init; }

    /// <summary>Text for people: summary, description, runbook.</summary>
    public required Labels Annotations { get; init; }

    /// <summary>When the condition began; null when the sender left it to the receiver.</summary>
    public TimestampMs? StartsAt { get; init; }

    /// <summary>
    /// When the alert counts as resolved: in the past for a resolved one, in the future as a lease that the sender
    /// renews, null when the receiver's resolve timeout decides.
    /// </summary>
    public TimestampMs? EndsAt { get; init; }

    /// <summary>A link to where the alert came from; may be empty.</summary>
    public string GeneratorUrl { get; init; } = "";
}
