using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Notify;

/// <summary>What a receiver kind is given to make notifiers with, and where it says what is wrong.</summary>
internal sealed record ReceiverBuild(
    ReceiverEnvironment Environment, NotificationTemplates Templates, List<Diagnostic> Diagnostics)
{
    /// <summary>Checks inline templates, by the names of the fields that hold them.</summary>
    internal void Check(SourceLocation location, params ReadOnlySpan<(string Field, string Text)> templates)
    {
        foreach (var (field, text) in templates)
        {
            Templates.Check(text, field, location, Diagnostics);
        }
    }
}
