namespace Belfry.Alerting.Notify.Email;

/// <summary>What a mail server answered. The default value is no answer.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">The text of each line after its code; never empty.</param>
internal readonly record struct SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    internal bool IsPositive => Code is >= 200 and < 300;

    /// <summary>As errors show it: <c>535 5.7.8 Authentication failed</c>; lines are joined by spaces.</summary>
    public override string ToString() => $"{Code} {string.Join(' ', Lines)}";
}
