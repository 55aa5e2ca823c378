using Belfry.Ingestion.Push;
using Belfry.Server.Flags;

namespace Belfry.Server.Serving;

/// <summary>How remote-write requests are taken, from the command line.</summary>
internal static class RemoteWriteSettings
{
    /// <summary>The options of the receiver; the flags were checked by <see cref="Messages"/>.</summary>
    internal static RemoteWriteOptions Options(FlagValues flags) => new()
    {
        AcceptedMessages = Messages(flags, out _),
        AddsTypeAndUnitLabels = new EnabledFeatures(flags).AddsTypeAndUnitLabels,
    };

    /// <summary>The messages to take; what is wrong with the flag comes back as lines.</summary>
    internal static IReadOnlyList<RemoteWriteMessage> Messages(FlagValues flags, out IReadOnlyList<string> errors)
    {
        var messages = new List<RemoteWriteMessage>();
        var wrong = new List<string>();
        foreach (var name in flags.All(PrometheusFlags.RemoteWriteMessages).SelectMany(value => value.Split(',')))
        {
            if (RemoteWriteMessages.TryParse(name, out var message))
            {
                messages.Add(message);
            }
            else
            {
                wrong.Add($"flag `--{PrometheusFlags.RemoteWriteMessages}`: {RemoteWriteMessages.UnknownText(name)}");
            }
        }

        errors = wrong;
        return [.. messages.Distinct()];
    }
}
