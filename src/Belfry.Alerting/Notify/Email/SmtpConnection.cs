using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Belfry.Alerting.Notify.Net;

namespace Belfry.Alerting.Notify.Email;

/// <summary>
/// A conversation with a mail server, from greeting to QUIT (RFC 5321, 3207, 4954). Our own because the framework's
/// client has no TLS from the first byte. One mail at a time, one thread at a time.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly TcpClient client;
    private readonly string host;
    private Stream stream;
    private SmtpReplyReader replies;
    private Dictionary<string, string> extensions = new(StringComparer.OrdinalIgnoreCase);

    private SmtpConnection(TcpClient client, string host)
    {
        this.client = client;
        this.host = host;
        stream = client.GetStream();
        replies = new SmtpReplyReader(stream);
    }

    /// <summary>True once the conversation is encrypted.</summary>
    internal bool IsEncrypted => stream is SslStream;

    /// <summary>What the server said it can do, by name, with parameters.</summary>
    internal IReadOnlyDictionary<string, string> Extensions => extensions;

    /// <summary>Connects and awaits the greeting; with <paramref name="tls"/> it is TLS from the first byte.</summary>
    /// <exception cref="SmtpException">The server cannot be reached or does not welcome us.</exception>
    internal static async Task<SmtpConnection> OpenAsync(
        string host, int port, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        SmtpConnection? connection = null;
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            client.NoDelay = true;
            connection = new SmtpConnection(client, host);
            if (tls is not null)
            {
                await connection.EncryptAsync(tls, "establish TLS connection to server", cancellationToken);
            }

            await connection.ExpectAsync("create SMTP client", reply => reply.Code == 220, cancellationToken);
            return connection;
        }
        catch (SocketException exception)
        {
            client.Dispose();
            throw new SmtpException($"establish connection to server: {Sockets.Describe(exception)}", exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Greets the server: EHLO, or HELO where that is not known.</summary>
    internal async Task HelloAsync(string name, CancellationToken cancellationToken)
    {
        RefuseLineBreaks(name, "hello");
        var reply = await CommandAsync($"EHLO {name}", "send EHLO command", cancellationToken);
        extensions = new(StringComparer.OrdinalIgnoreCase);
        if (reply.Code != 250)
        {
            reply = await CommandAsync($"HELO {name}", "send EHLO command", cancellationToken);
            Require(reply, reply.Code == 250, "send EHLO command");
            return;
        }

        foreach (var line in reply.Lines.Skip(1))
        {
            var parts = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            extensions[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }
    }

    /// <summary>Encrypts the conversation and greets again: what was said before is forgotten.</summary>
    internal async Task StartTlsAsync(
        SslClientAuthenticationOptions tls, string name, CancellationToken cancellationToken)
    {
        const string Step = "send STARTTLS command";
        Require(await CommandAsync("STARTTLS", Step, cancellationToken), reply => reply.Code == 220, Step);
        if (replies.HasUnreadBytes)
        {
            // Bytes sent before the encryption would count as encrypted ones (CVE-2011-0411 and its kin).
            throw new SmtpException($"{Step}: server sent data before the encryption");
        }

        await EncryptAsync(tls, Step, cancellationToken);
        await HelloAsync(name, cancellationToken);
    }

    /// <summary>Authenticates; <paramref name="answers"/> gives what to say to each challenge in turn.</summary>
    internal async Task AuthenticateAsync(
        string mechanism, byte[]? initial, Func<byte[], byte[]?> answers, CancellationToken cancellationToken)
    {
        var step = $"{mechanism} auth";
        var first = initial is null ? $"AUTH {mechanism}" : $"AUTH {mechanism} {Convert.ToBase64String(initial)}";
        var reply = await CommandAsync(first, step, cancellationToken);
        for (var round = 0; reply.Code == 334 && round < 8; round++)
        {
            var answer = TryDecode(reply.Lines[0], out var challenge) ? answers(challenge) : null;
            if (answer is null)
            {
                await CommandAsync("*", step, cancellationToken);
                throw new SmtpException($"{step}: unexpected server challenge");
            }

            reply = await CommandAsync(Convert.ToBase64String(answer), step, cancellationToken);
        }

        Require(reply, reply.Code == 235, step);
    }

    /// <summary>Names the sender and each recipient, all of whom must be accepted.</summary>
    internal async Task EnvelopeAsync(string from, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        RefuseLineBreaks(from, "from");
        var parameters = extensions.ContainsKey("8BITMIME") ? " BODY=8BITMIME" : "";
        Require(
            await CommandAsync($"MAIL FROM:<{from}>{parameters}", "send MAIL command", cancellationToken),
            reply => reply.IsPositive, "send MAIL command");
        foreach (var recipient in to)
        {
            RefuseLineBreaks(recipient, "to");
            Require(
                await CommandAsync($"RCPT TO:<{recipient}>", "send RCPT command", cancellationToken),
                reply => reply.IsPositive, "send RCPT command");
        }
    }

    /// <summary>Sends the message, whose lines end with CRLF, and awaits that the server takes it over.</summary>
    internal async Task DataAsync(string message, CancellationToken cancellationToken)
    {
        const string Step = "send DATA command";
        Require(await CommandAsync("DATA", Step, cancellationToken), reply => reply.Code == 354, Step);
        var stuffed = message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        stuffed = stuffed.StartsWith('.') ? "." + stuffed : stuffed;
        var ending = stuffed.EndsWith("\r\n", StringComparison.Ordinal) ? ".\r\n" : "\r\n.\r\n";
        await WriteAsync(stuffed + ending, "delivery failure", cancellationToken);
        await ExpectAsync("delivery failure", reply => reply.IsPositive, cancellationToken);
    }

    /// <summary>Says goodbye; the mail is delivered whether the server answers or not.</summary>
    internal Task QuitAsync(CancellationToken cancellationToken) =>
        CommandAsync("QUIT", "send QUIT command", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var isBase64 = Convert.TryFromBase64String(text.Trim(), bytes, out var count);
        bytes = bytes[..count];
        return isBase64;
    }

    private static void RefuseLineBreaks(string text, string what)
    {
        if (text.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new SmtpException($"`{what}` must not contain a line break");
        }
    }

    private static void Require(SmtpReply reply, Func<SmtpReply, bool> isExpected, string step) =>
        Require(reply, isExpected(reply), step);

    private static void Require(SmtpReply reply, bool isExpected, string step)
    {
        if (!isExpected)
        {
            throw new SmtpException($"{step}: {reply}");
        }
    }

    private async Task EncryptAsync(
        SslClientAuthenticationOptions tls, string step, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(tls, cancellationToken);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            await encrypted.DisposeAsync();
            throw new SmtpException($"{step}: {exception.Message}", exception);
        }

        stream = encrypted;
        replies = new SmtpReplyReader(encrypted);
    }

    private async Task<SmtpReply> CommandAsync(string line, string step, CancellationToken cancellationToken)
    {
        await WriteAsync(line + "\r\n", step, cancellationToken);
        return await ReadAsync(step, cancellationToken);
    }

    private async Task ExpectAsync(
        string step, Func<SmtpReply, bool> isExpected, CancellationToken cancellationToken) =>
        Require(await ReadAsync(step, cancellationToken), isExpected, step);

    private async Task WriteAsync(string text, string step, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new SmtpException($"{step}: {Sockets.Describe(exception)}", exception);
        }
    }

    private async Task<SmtpReply> ReadAsync(string step, CancellationToken cancellationToken)
    {
        try
        {
            return await replies.ReadAsync(cancellationToken);
        }
        catch (SmtpException exception)
        {
            throw new SmtpException($"{step}: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new SmtpException($"{step}: {Sockets.Describe(exception)}", exception);
        }
    }
}
