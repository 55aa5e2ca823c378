using Belfry.Alerting.Routing;

namespace Belfry.Alerting.Notify;

/// <summary>One entry below a receiver, such as its second webhook. Immutable.</summary>
internal sealed class Integration(string receiver, string kind, int index, bool sendsResolved, INotifier notifier)
{
    internal string Receiver { get; } = receiver;

    /// <summary>The kind's name in metrics and logs: <c>webhook</c>, <c>email</c>.</summary>
    internal string Kind { get; } = kind;

    /// <summary>Its place among the receiver's integrations of its kind.</summary>
    internal int Index { get; } = index;

    /// <summary>Whether it is told when alerts are resolved.</summary>
    internal bool SendsResolved { get; } = sendsResolved;

    internal INotifier Notifier { get; } = notifier;

    /// <summary>Its part of the notification log's key; combined with the group's by exclusive or.</summary>
    internal UInt128 KeyHash { get; } = AlertGroup.HashOf($"{receiver}\xff{kind}\xff{index}");

    /// <summary><c>team-x/webhook[0]</c>.</summary>
    public override string ToString() => $"{Receiver}/{Kind}[{Index}]";
}
