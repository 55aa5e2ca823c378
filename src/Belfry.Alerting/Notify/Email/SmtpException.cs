namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// The conversation with a mail server failed: it is not there, breaks the protocol or refuses. The message says at
/// which step and holds no secret.
/// </summary>
internal sealed class SmtpException : Exception
{
    internal SmtpException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
