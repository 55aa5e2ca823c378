using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Notify;

/// <summary>
/// A kind of receiver: makes its notifiers from the configuration. Registered in <see cref="ReceiverKinds"/>.
/// </summary>
internal interface IReceiverKind
{
    /// <summary>The name in metrics and logs: <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The notifiers of this kind of one receiver, in the file's order, each with whether it is sent resolved alerts.
    /// Adds what is wrong to the context, and leaves that notifier out.
    /// </summary>
    IEnumerable<(INotifier Notifier, bool SendsResolved)> Build(ReceiverConfig receiver, ReceiverBuild build);
}
