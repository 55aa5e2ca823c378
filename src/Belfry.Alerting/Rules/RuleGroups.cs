using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Rules.Model;
using Belfry.Configuration.Rules;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Rules;

/// <summary>
/// Rule groups whose expressions and templates all parse: what <see cref="RuleService.ApplyAsync"/> takes. Immutable.
/// </summary>
public sealed class RuleGroups
{
    private RuleGroups(IReadOnlyList<RuleGroupModel> groups) => Groups = groups;

    /// <summary>No groups at all.</summary>
    public static RuleGroups None { get; } = new([]);

    /// <summary>The number of groups.</summary>
    public int Count => Groups.Count;

    internal IReadOnlyList<RuleGroupModel> Groups { get; }

    /// <summary>
    /// Checks every expression and template of <paramref name="files"/>. False with everything that is wrong, in the
    /// order of the files; nothing that runs is touched.
    /// </summary>
    public static bool TryBuild(
        IReadOnlyList<RuleFileConfig> files,
        RuleBuildContext context,
        [NotNullWhen(true)] out RuleGroups? groups,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        var builder = new RuleModelBuilder(context);
        var built = files.SelectMany(file => file.Groups.Select(group => builder.Build(file.Path, group))).ToList();
        diagnostics = builder.Diagnostics;
        groups = diagnostics.Count == 0 ? new RuleGroups(built) : null;
        return groups is not null;
    }
}
