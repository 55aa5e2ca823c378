using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>A program that a test started; it is killed when the test ends. Its output is kept for failure
/// messages.</summary>
internal sealed partial class RunningProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private RunningProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal bool HasExited => process.HasExited;

    internal int ExitCode => process.ExitCode;

    internal string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    internal static RunningProcess Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new RunningProcess(Process.Start(start)!);
    }

    /// <summary>A port of the loopback that nobody listens on now.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits for a line of output that holds <paramref name="text"/>.</summary>
    internal Task SawAsync(string text) => Eventually.TrueAsync(
        () =>
        {
            Assert.False(process.HasExited, $"{process.StartInfo.FileName} has ended:\n{Output}");
            return Task.FromResult(Output.Contains(text, StringComparison.Ordinal));
        },
        () => $"{process.StartInfo.FileName} did not print `{text}`:\n{Output}");

    internal void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    internal void Signal(PosixSignal signal)
    {
        var number = signal switch
        {
            PosixSignal.SIGTERM => 15,
            PosixSignal.SIGHUP => 1,
            _ => throw new ArgumentOutOfRangeException(nameof(signal)),
        };
        Assert.Equal(0, kill(process.Id, number));
    }

    internal async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int processId, int signal);
}
