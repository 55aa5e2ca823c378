using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Model.Diagnostics;
using Belfry.Platform.Invariants;

namespace Belfry.Alerting.Templates.Defaults;

/// <summary>
/// The notification templates that are always there, such as <c>slack.default.title</c> and
/// <c>email.default.html</c>, and sets of them together with a user's.
/// </summary>
internal static class DefaultTemplates
{
    /// <summary>The texts, in the order in which they are parsed; a user's files come after them.</summary>
    public static IReadOnlyList<TemplateSource> Sources { get; } = [Read("default.tmpl"), Read("email.tmpl")];

    /// <summary>Alertmanager's options: a missing label is the empty text.</summary>
    public static TemplateOptions Options { get; } = new() { MissingKey = MissingKey.Zero };

    /// <summary>
    /// The default templates with a user's files, whose definitions replace those of the same name. False with what is
    /// wrong in the user's files.
    /// </summary>
    public static bool TryBuild(
        IEnumerable<TemplateSource> userFiles,
        TimeProvider clock,
        [NotNullWhen(true)] out TemplateSet? set,
        out IReadOnlyList<Diagnostic> diagnostics) => TemplateSet.TryParse(
            [.. Sources, .. userFiles], AlertmanagerFunctions.Create(clock), Options, out set, out diagnostics);

    private static TemplateSource Read(string name)
    {
        using var stream = typeof(DefaultTemplates).Assembly.GetManifestResourceStream(name);
        Invariant.Holds("alerting.templates.embedded", stream is not null);
        using var reader = new StreamReader(stream!, System.Text.Encoding.UTF8);
        return new TemplateSource(name, reader.ReadToEnd());
    }
}
