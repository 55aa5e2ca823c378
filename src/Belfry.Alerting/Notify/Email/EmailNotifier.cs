using System.Globalization;
using System.Net.Security;
using Belfry.Alerting.Notify.Net;
using Belfry.Configuration.Alertmanager;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// Sends the alerts of a group as one mail, on a connection of its own. The message is put together before the server
/// is spoken to, so that a template that fails disturbs nobody.
/// </summary>
internal sealed partial class EmailNotifier(EmailConfig config, ReceiverBuild build) : INotifier
{
    private static readonly TimeSpan GoodbyeTimeMax = TimeSpan.FromSeconds(5);

    public async Task<NotifyOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        var composer = new MailComposer(config, build);
        if (!composer.TryCompose(notification, out var mail, out var composeError))
        {
            return NotifyOutcome.Final(composeError);
        }

        if (!TryPort(config.Smarthost.Port, out var port))
        {
            return NotifyOutcome.Final($"address {config.Smarthost}: unknown port");
        }

        if (!TlsClient.TryBuild(
            config.Tls, config.Smarthost.Host, build.Environment.Files, out var tls, out var tlsError))
        {
            return NotifyOutcome.Final($"parse TLS configuration: {tlsError}");
        }

        var credentials = new MailCredentials(config, build.Environment.Files);
        try
        {
            await SendAsync(mail, port, tls, credentials, cancellationToken);
            return NotifyOutcome.Delivered;
        }
        catch (SmtpException exception)
        {
            return NotifyOutcome.Retryable(credentials.Redact(exception.Message));
        }
    }

    /// <summary>True for TLS from the first byte: what the configuration says, otherwise port 465.</summary>
    internal static bool IsImplicitTls(EmailConfig config) => config.ForceImplicitTls ?? config.Smarthost.Port == "465";

    private static bool TryPort(string text, out int port)
    {
        port = text switch { "smtp" => 25, "smtps" or "submissions" => 465, "submission" => 587, _ => 0 };
        return port > 0 ||
            (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536);
    }

    private async Task SendAsync(
        ComposedMail mail, int port, SslClientAuthenticationOptions tls, MailCredentials credentials,
        CancellationToken cancellationToken)
    {
        var isImplicitTls = IsImplicitTls(config);
        await using var connection = await SmtpConnection.OpenAsync(
            config.Smarthost.Host, port, isImplicitTls ? tls : null, cancellationToken);
        var hello = config.Hello.Length > 0 ? config.Hello : "localhost";
        await connection.HelloAsync(hello, cancellationToken);
        if (config.RequireTls && !isImplicitTls)
        {
            if (!connection.Extensions.ContainsKey("STARTTLS"))
            {
                throw new SmtpException(
                    $"'require_tls' is true (default) but \"{config.Smarthost}\" does not advertise "
                    + "the STARTTLS extension");
            }

            await connection.StartTlsAsync(tls, hello, cancellationToken);
        }

        if (connection.Extensions.TryGetValue("AUTH", out var mechanisms))
        {
            await credentials.AuthenticateAsync(connection, mechanisms, cancellationToken);
        }

        await connection.EnvelopeAsync(mail.From, mail.To, cancellationToken);
        await connection.DataAsync(mail.Text, cancellationToken);
        await SayGoodbyeAsync(connection, cancellationToken);
    }

    private async Task SayGoodbyeAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(GoodbyeTimeMax, build.Environment.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await connection.QuitAsync(linked.Token);
        }
        catch (Exception exception) when (exception is SmtpException or OperationCanceledException)
        {
            // The mail has been taken over already.
            LogGoodbyeFailed(build.Environment.Logger, config.Smarthost.ToString(), exception.Message);
        }
    }

    [LoggerMessage(4242, LogLevel.Warning, "mail server did not answer the goodbye server={Server} error={Error}")]
    private static partial void LogGoodbyeFailed(ILogger logger, string server, string error);
}
