using Belfry.Alerting.Notify;
using Belfry.Configuration;
using Belfry.Configuration.Alertmanager;
using Belfry.Configuration.Http;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

public sealed class EmailTests
{
    [Fact]
    public async Task A_mail_goes_out_encrypted_with_both_bodies_and_templated_headers()
    {
        await using var server = new SmtpTestServer();
        var config = ConfigOf(server) with
        {
            To = "Ann <ann@example.org>, \"Ops, night\" <ops@example.org>",
            Headers = [new NamedText("Subject", "[{{ .Status }}] Zürich"), new NamedText("X-Team", "{{ .Receiver }}")],
            Text = ".first line\n{{ range .Alerts }}{{ .Labels.alertname }} = ü{{ end }}",
            Html = "<b>{{ .GroupLabels.alertname }}</b>{{ .CommonLabels.evil }}",
        };

        var outcome = await NotifyAsync(config, Notifications.Of(Notifications.Firing("Down", ("evil", "<script>"))));

        Assert.Equal(NotifyOutcome.Delivered, outcome);
        Assert.Equal(
            ["EHLO localhost", "STARTTLS", "EHLO localhost", "MAIL FROM:<belfry@example.org> BODY=8BITMIME",
            "RCPT TO:<ann@example.org>", "RCPT TO:<ops@example.org>", "DATA", "QUIT"],
            server.Commands.Select(command => command.Command));
        Assert.Equal(
            [false, false, true, true, true, true, true, true], server.Commands.Select(command => command.IsEncrypted));
        var message = Assert.Single(server.Messages);
        Assert.Contains("From: belfry@example.org\r\n", message, StringComparison.Ordinal);
        Assert.Contains(
            "To: Ann <ann@example.org>, \"Ops, night\" <ops@example.org>\r\n", message, StringComparison.Ordinal);
        Assert.Contains("Subject: =?utf-8?q?[firing]_Z=C3=BCrich?=\r\n", message, StringComparison.Ordinal);
        Assert.Contains("X-Team: team-x\r\n", message, StringComparison.Ordinal);
        Assert.Matches(@"Message-Id: <\d+\.[0-9a-f]{24}@localhost\.localdomain>\r\n", message);
        Assert.Contains("Date: Thu, 29 Feb 2024 13:37:11 +0000\r\n", message, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n.first line\r\nDown =3D =C3=BC\r\n--", message, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n<b>Down</b>&lt;script&gt;\r\n--", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_subject_and_body_come_from_the_default_templates()
    {
        await using var server = new SmtpTestServer();

        await NotifyAsync(ConfigOf(server), Notifications.Of(Notifications.Firing("Down")));

        var message = Assert.Single(server.Messages);
        Assert.Contains("Subject: [FIRING:1] Down ", message, StringComparison.Ordinal);
        Assert.Contains("text/html", message, StringComparison.Ordinal);
        Assert.DoesNotContain("text/plain", message, StringComparison.Ordinal);
        Assert.All(message.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("NTLM LOGIN PLAIN")]
    public async Task Each_mechanism_authenticates(string mechanisms)
    {
        await using var server = new SmtpTestServer { Mechanisms = mechanisms };

        var outcome = await NotifyAsync(WithPassword(ConfigOf(server)), Notifications.Of(Notifications.Firing("a")));

        Assert.Equal(NotifyOutcome.Delivered, outcome);
    }

    [Fact]
    public async Task Tls_from_the_first_byte_works_and_needs_no_starttls()
    {
        await using var server = new SmtpTestServer { IsImplicitTls = true };

        var outcome = await NotifyAsync(
            ConfigOf(server) with { ForceImplicitTls = true }, Notifications.Of(Notifications.Firing("a")));

        Assert.Equal(NotifyOutcome.Delivered, outcome);
        Assert.DoesNotContain(server.Commands, command => command.Command == "STARTTLS" || !command.IsEncrypted);
    }

    [Theory]
    [InlineData(null, "465", true)]
    [InlineData(null, "587", false)]
    [InlineData(true, "8465", true)]
    [InlineData(false, "465", false)]
    public void The_port_decides_about_tls_unless_the_configuration_does(bool? forced, string port, bool isImplicit)
    {
        var config = new EmailConfig
        {
            To = "a@b", From = "c@d", Smarthost = new HostPort("mail", port), ForceImplicitTls = forced,
        };

        Assert.Equal(isImplicit, Belfry.Alerting.Notify.Email.EmailNotifier.IsImplicitTls(config));
    }

    [Fact]
    public async Task A_server_without_starttls_gets_no_mail()
    {
        await using var server = new SmtpTestServer { OffersStartTls = false };

        var outcome = await NotifyAsync(ConfigOf(server), Notifications.Of(Notifications.Firing("a")));

        Assert.True(outcome.IsRetryable);
        Assert.Equal(
            $"'require_tls' is true (default) but \"localhost:{server.Port}\" does not advertise "
            + "the STARTTLS extension",
            outcome.Error);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_gets_no_mail()
    {
        await using var server = new SmtpTestServer();

        var outcome = await NotifyAsync(
            ConfigOf(server) with { Tls = new TlsConfig() }, Notifications.Of(Notifications.Firing("a")));

        Assert.True(outcome.IsRetryable);
        Assert.StartsWith("send STARTTLS command: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_refused_password_is_told_without_the_password()
    {
        await using var server = new SmtpTestServer
        {
            Mechanisms = "LOGIN",
            Override = line => line == Convert.ToBase64String("wrong-password"u8)
                ? $"535 Invalid username or password {line} wrong-password" : null,
        };
        server.Override = line => line.StartsWith("AUTH", StringComparison.Ordinal)
            ? "535 Invalid username or password (wrong-password)" : null;

        var outcome = await NotifyAsync(
            ConfigOf(server) with { AuthUsername = "ann", AuthPassword = new Secret("wrong-password") },
            Notifications.Of(Notifications.Firing("a")));

        Assert.True(outcome.IsRetryable);
        Assert.Equal("LOGIN auth: 535 Invalid username or password (<secret>)", outcome.Error);
    }

    [Fact]
    public async Task A_missing_password_file_is_told_and_tried_again()
    {
        await using var server = new SmtpTestServer { Mechanisms = "PLAIN" };

        var outcome = await NotifyAsync(
            ConfigOf(server) with { AuthUsername = "ann", AuthPasswordFile = "/nowhere" },
            Notifications.Of(Notifications.Firing("a")));

        Assert.True(outcome.IsRetryable);
        Assert.Equal("find auth mechanism: could not read /nowhere: no such file or directory", outcome.Error);
    }

    [Fact]
    public async Task A_plain_password_is_not_sent_in_the_clear_to_another_machine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a second loopback address without asking");
        await using var server = new SmtpTestServer("127.0.0.2") { Mechanisms = "PLAIN", OffersStartTls = false };
        var config = WithPassword(ConfigOf(server)) with
        {
            RequireTls = false,
            Smarthost = ConfigOf(server).Smarthost with { Host = "127.0.0.2" },
        };

        var outcome = await NotifyAsync(config, Notifications.Of(Notifications.Firing("a")));

        Assert.Equal((true, "PLAIN auth: unencrypted connection"), (outcome.IsRetryable, outcome.Error));
        Assert.Equal("EHLO localhost", Assert.Single(server.Commands).Command);
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", "send RCPT command: 550 no such user")]
    [InlineData("MAIL", "451 later", "send MAIL command: 451 later")]
    [InlineData("DATA", "554 no", "send DATA command: 554 no")]
    [InlineData("(greeting)", "554 no service", "create SMTP client: 554 no service")]
    [InlineData("(message)", "552 too big", "delivery failure: 552 too big")]
    [InlineData("EHLO", "501 bad name", "send EHLO command: 501 bad name")]
    [InlineData("EHLO", "hello?", "send EHLO command: reply of the server is not one of SMTP: `hello?`")]
    public async Task What_a_server_refuses_is_told_with_the_step(string command, string answer, string error)
    {
        await using var server = new SmtpTestServer
        {
            Override = line => line.StartsWith(command, StringComparison.Ordinal) ||
                (command == "EHLO" && line.StartsWith("HELO", StringComparison.Ordinal)) ? answer : null,
        };

        var outcome = await NotifyAsync(ConfigOf(server), Notifications.Of(Notifications.Firing("a")));

        Assert.Equal((false, true, error), (outcome.IsDelivered, outcome.IsRetryable, outcome.Error));
    }

    [Theory]
    [InlineData("{{ .Nope }}", "a@b.c", "execute 'from' template: ")]
    [InlineData("nobody", "a@b.c", "parse 'from' addresses: mail: missing '@' or angle-addr in `nobody`")]
    [InlineData("a@b.c, d@e.f", "a@b.c", "must be exactly one 'from' address (got: 2)")]
    [InlineData("a@b.c", "{{ .Nope }}", "execute 'to' template: ")]
    [InlineData("a@b.c", "x y", "parse 'to' addresses: ")]
    [InlineData("a@b.c\r\nRCPT TO:<x@y.z>", "a@b.c", "parse 'from' addresses: ")]
    public async Task An_address_that_cannot_be_used_is_not_tried_again(string from, string to, string error)
    {
        await using var server = new SmtpTestServer();

        var outcome = await NotifyAsync(
            ConfigOf(server) with { From = from, To = to }, Notifications.Of(Notifications.Firing("a")));

        Assert.False(outcome.IsRetryable);
        Assert.StartsWith(error, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task A_label_cannot_add_a_header()
    {
        await using var server = new SmtpTestServer();
        var config = ConfigOf(server) with { Headers = [new NamedText("Subject", "{{ .CommonLabels.evil }}")] };

        await NotifyAsync(config, Notifications.Of(Notifications.Firing("a", ("evil", "x\r\nBcc: eve@example.org"))));

        var headers = Assert.Single(server.Messages).Split("\r\n\r\n")[0];
        Assert.Contains("Subject: =?utf-8?q?x=0D=0ABcc:_eve@example.org?=", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nBcc:", headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("daily", "-2024-02-29@alertmanager>")]
    [InlineData("none", "-@alertmanager>")]
    public async Task Threaded_mails_refer_to_a_root_of_the_group(string byDate, string ending)
    {
        await using var server = new SmtpTestServer();

        await NotifyAsync(
            ConfigOf(server) with { IsThreaded = true, ThreadByDate = byDate },
                Notifications.Of(Notifications.Firing("a")));

        Assert.Matches(
            "References: <alert-[0-9a-f]{16}" + System.Text.RegularExpressions.Regex.Escape(
                ending) + "\r\nIn-Reply-To: <alert-",
            Assert.Single(server.Messages));
    }

    private static EmailConfig ConfigOf(SmtpTestServer server) => new()
    {
        To = "ann@example.org",
        From = "belfry@example.org",
        Smarthost = new HostPort("localhost", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Tls = new TlsConfig { Ca = server.CertificatePem },
    };

    private static EmailConfig WithPassword(EmailConfig config) => config with
    {
        AuthUsername = SmtpTestServer.User,
        AuthPassword = new Secret(SmtpTestServer.Password),
        AuthSecret = new Secret(SmtpTestServer.Password),
    };

    private static Task<NotifyOutcome> NotifyAsync(EmailConfig config, Notification notification) =>
        Notifications.NotifierOf(new ReceiverConfig { Name = "team-x", Emails = [config] })
            .NotifyAsync(notification, TestContext.Current.CancellationToken);
}
