using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Belfry.Alerting.Tests.Notify;

/// <summary>
/// A small mail server on a free port of this machine: STARTTLS or TLS from the first byte with a certificate of its
/// own making, three ways to authenticate, and answers that a test can replace.
/// </summary>
internal sealed class SmtpTestServer : IAsyncDisposable
{
    internal const string User = "ann";
    internal const string Password = "s3cret-pass";

    private readonly TcpListener listener;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private readonly X509Certificate2 certificate;

    internal SmtpTestServer(string address = "127.0.0.1")
    {
        listener = new TcpListener(IPAddress.Parse(address), 0);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        running = Task.Run(AcceptAsync);
    }

    internal int Port { get; }

    internal string CertificatePem => certificate.ExportCertificatePem();

    internal bool OffersStartTls { get; set; } = true;

    internal bool IsImplicitTls { get; set; }

    internal string Mechanisms { get; set; } = "";

    /// <summary>Answers by the beginning of a command; null for the usual one.</summary>
    internal Func<string, string?> Override { get; set; } = _ => null;

    /// <summary>Every command, with whether it came encrypted.</summary>
    internal List<(string Command, bool IsEncrypted)> Commands { get; } = [];

    internal List<string> Messages { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        listener.Stop();
        certificate.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                await ServeAsync(client);
            }
            catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException)
            {
                // The client went away or refused our certificate; the next one is welcome.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (IsImplicitTls)
        {
            stream = await EncryptAsync(stream);
        }

        await SayAsync(stream, Override("(greeting)") ?? "220 test ESMTP");
        while (await ReadLineAsync(stream) is { } line)
        {
            lock (Commands)
            {
                Commands.Add((line, stream is SslStream));
            }

            var answer = Override(line) ?? await AnswerAsync(stream, line);
            await SayAsync(stream, answer);
            if (line == "STARTTLS" && answer.StartsWith("220", StringComparison.Ordinal))
            {
                stream = await EncryptAsync(stream);
            }
            else if (line == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> AnswerAsync(Stream stream, string line) => line.Split(' ')[0] switch
    {
        "EHLO" => "250-test greets you\r\n" +
            (OffersStartTls && stream is not SslStream ? "250-STARTTLS\r\n" : "") +
            (Mechanisms.Length > 0 ? $"250-AUTH {Mechanisms}\r\n" : "") + "250 8BITMIME",
        "STARTTLS" => "220 go ahead",
        "AUTH" => await AuthenticateAsync(stream, line),
        "DATA" => await ReceiveAsync(stream),
        "QUIT" => "221 bye",
        "MAIL" or "RCPT" or "HELO" => "250 ok",
        _ => "502 unknown command",
    };

    private static async Task<string> AuthenticateAsync(Stream stream, string line)
    {
        var parts = line.Split(' ');
        var isRight = parts[1] switch
        {
            "PLAIN" => Decode(parts[2]) == $"\0{User}\0{Password}",
            "LOGIN" => await AskAsync(stream, "Username:") == User & await AskAsync(stream, "Password:") == Password,
            _ => await AskAsync(stream, "<1896.697170952@test>") == CramAnswer("<1896.697170952@test>"),
        };
        return isRight ? "235 welcome" : "535 5.7.8 Invalid username or password";
    }

    private static string CramAnswer(string challenge)
    {
#pragma warning disable CA5351 // CRAM-MD5 knows no other.
        var digest = HMACMD5.HashData(
            System.Text.Encoding.UTF8.GetBytes(Password), System.Text.Encoding.UTF8.GetBytes(challenge));
#pragma warning restore CA5351
        return $"{User} {Convert.ToHexStringLower(digest)}";
    }

    private static async Task<string> AskAsync(Stream stream, string question)
    {
        await SayAsync(stream, "334 " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(question)));
        return Decode(await ReadLineAsync(stream) ?? "");
    }

    private static string Decode(string base64) =>
        System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<string> ReceiveAsync(Stream stream)
    {
        await SayAsync(stream, "354 end with .");
        var message = new StringBuilder();
        while (await ReadLineAsync(stream) is { } line && line != ".")
        {
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        lock (Messages)
        {
            Messages.Add(message.ToString());
        }

        return Override("(message)") ?? "250 queued";
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(certificate);
        return encrypted;
    }

    private static async Task SayAsync(Stream stream, string text) =>
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text + "\r\n"));

    private static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return System.Text.Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
