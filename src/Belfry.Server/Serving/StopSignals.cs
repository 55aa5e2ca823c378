using System.Runtime.InteropServices;

namespace Belfry.Server.Serving;

/// <summary>
/// Turns the operating system's signals into calls for as long as it is not disposed. A second SIGINT kills.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations;
    private int interrupts;

    internal StopSignals(Action stop, Action reload) => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, stop)),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            if (Interlocked.Increment(ref interrupts) == 1)
            {
                Handle(context, stop);
            }
        }),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Handle(context, reload)),
    ];

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private static void Handle(PosixSignalContext context, Action action)
    {
        context.Cancel = true;
        action();
    }
}
