using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Belfry.Alerting.Notify;
using Belfry.Configuration.Alertmanager;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

/// <summary>A mail server that others wrote, where this machine has it: Python's aiosmtpd.</summary>
public sealed class AiosmtpdTests
{
    [Fact]
    public async Task A_real_mail_server_takes_the_mail()
    {
        Assert.SkipUnless(await IsThereAsync(), "no python3 with aiosmtpd on this machine");
        var port = FreePort();
        using var server = Start("-u", "-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c",
            "aiosmtpd.handlers.Debugging", "stdout");
        try
        {
            await ConnectableAsync(port);
            var notifier = Notifications.NotifierOf(new ReceiverConfig
            {
                Name = "team-x",
                Emails =
                [
                    new EmailConfig
                    {
                        To = "ann@example.org, bob@example.org",
                        From = "Belfry <belfry@example.org>",
                        Smarthost = new HostPort("127.0.0.1", port.ToString(CultureInfo.InvariantCulture)),
                        RequireTls = false,
                        Text = ".a line that begins with a dot\n{{ .CommonAnnotations.summary }}",
                    },
                ],
            });

            var outcome = await notifier.NotifyAsync(
                Notifications.Of(Notifications.Firing("Down")), TestContext.Current.CancellationToken);

            Assert.Equal(NotifyOutcome.Delivered, outcome);
            var seen = "";
            while (!seen.Contains("END MESSAGE", StringComparison.Ordinal))
            {
                seen += await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) + "\n";
            }

            Assert.Contains("\n.a line that begins with a dot\nDown is in trouble\n", seen, StringComparison.Ordinal);
            Assert.Contains("Subject: [FIRING:1] Down", seen, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<bool> IsThereAsync()
    {
        try
        {
            using var probe = Start("-m", "aiosmtpd", "--version");
            await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Debian's own, which has Debian's libraries, before any other.</summary>
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Python, arguments)
    {
        RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task ConnectableAsync(int port)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }
}
