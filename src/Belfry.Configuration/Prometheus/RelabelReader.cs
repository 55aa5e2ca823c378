using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;
using Belfry.Model.Re2;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads relabelling steps and checks them as the originals do.</summary>
internal static partial class RelabelReader
{
    private static readonly RelabelConfig Default = new();

    private static readonly FrozenDictionary<string, RelabelAction> Actions = Enum.GetValues<RelabelAction>()
        .ToFrozenDictionary(action => action.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the list under <paramref name="key"/>; null entries are reported as <paramref name="emptyMessage"/>.
    /// </summary>
    internal static IReadOnlyList<RelabelConfig> ReadList(
        MappingReader owner, string key, string emptyMessage, NameValidationScheme scheme) => owner.List(
        key, "[]*relabel.Config", node =>
        {
            if (!node.IsNull)
            {
                return Read(owner.Reading, node, key, scheme);
            }

            owner.Reading.Error(node.Location, emptyMessage, "write the step's keys, or remove the dash");
            return null;
        });

    /// <summary>The name of an action as users write it.</summary>
    internal static string NameOf(RelabelAction action) => action.ToString().ToLowerInvariant();

    private static RelabelConfig Read(Reading reading, YamlNode node, string key, NameValidationScheme scheme)
    {
        var mapping = new MappingReader(
            reading, node, "relabel.plain", key is "relabel_configs" ? key : "relabel_configs");
        var errorsBefore = reading.ErrorCount;
        var action = ReadAction(mapping);
        var config = new RelabelConfig
        {
            SourceLabels = ReadSourceLabels(mapping),
            Separator = mapping.Text("separator", Default.Separator),
            TargetLabel = mapping.Text("target_label"),
            Regex = ReadRegex(mapping),
            Modulus = (ulong)mapping.Integer("modulus", "uint64", 0, long.MaxValue),
            Replacement = mapping.Text("replacement", Default.Replacement),
            Action = action ?? RelabelAction.Replace,
            Location = node.Location,
        };
        mapping.Close();
        if (reading.ErrorCount == errorsBefore && action is not null)
        {
            Check(mapping, config, scheme);
        }

        return config;
    }

    private static RelabelAction? ReadAction(MappingReader mapping)
    {
        if (!mapping.IsPresent("action"))
        {
            return RelabelAction.Replace;
        }

        var text = mapping.Take("action") is null ? "" : mapping.Text("action");
        if (Actions.TryGetValue(text, out var action))
        {
            return action;
        }

        var isNull = mapping.Take("action") is null;
        mapping.Error(
            "action",
            isNull ? "relabel action cannot be empty" : $"unknown relabel action {YamlScalars.Quote(text)}",
            KeySuggestion.Nearest(text, Actions.Keys) is { } nearest && !isNull
                ? $"did you mean `{nearest}`?"
                : "it is one of " + string.Join(", ", Enum.GetValues<RelabelAction>().Select(NameOf)));
        return null;
    }

    private static IReadOnlyList<string> ReadSourceLabels(MappingReader mapping)
    {
        var names = mapping.Texts("source_labels");
        foreach (var name in names.Where(name => !LabelRules.IsValidName(name, NameValidationScheme.Utf8)))
        {
            mapping.Error("source_labels", $"{YamlScalars.Quote(name)} is not a valid label name");
        }

        return names;
    }

    private static string ReadRegex(MappingReader mapping)
    {
        var regex = mapping.Text("regex", Default.Regex);
        if (!Re2Expression.TryParseAnchored(regex, out _, out var error))
        {
            mapping.Error("regex", RegexMessage.Anchored(error, regex, "^(?s:"),
                "regular expressions have RE2's syntax: no lookaround, no backreferences");
            return Default.Regex;
        }

        return regex;
    }

    private static void Check(MappingReader mapping, RelabelConfig config, NameValidationScheme scheme)
    {
        var name = NameOf(config.Action);
        var isTargeted = config.Action is RelabelAction.Replace or RelabelAction.HashMod or RelabelAction.Lowercase
            or RelabelAction.Uppercase or RelabelAction.KeepEqual or RelabelAction.DropEqual;
        if (config.Modulus == 0 && config.Action == RelabelAction.HashMod)
        {
            mapping.Error("modulus", "relabel configuration for hashmod requires non-zero modulus");
            return;
        }

        if (isTargeted && config.TargetLabel.Length == 0)
        {
            mapping.Error("target_label", $"relabel configuration for {name} action requires 'target_label' value");
            return;
        }

        if (isTargeted && !IsValidTarget(config, scheme))
        {
            mapping.Error(
                "target_label", $"{YamlScalars.Quote(config.TargetLabel)} is invalid 'target_label' for {name} action");
            return;
        }

        if (config.Action == RelabelAction.LabelMap && !IsValidTemplate(config.Replacement, scheme))
        {
            mapping.Error(
                "replacement", $"{YamlScalars.Quote(config.Replacement)} is invalid 'replacement' for {name} action");
            return;
        }

        CheckUnused(mapping, config, name, isTargeted);
    }

    private static void CheckUnused(MappingReader mapping, RelabelConfig config, string name, bool isTargeted)
    {
        var hasOwnReplacement = config.Replacement != Default.Replacement;
        if (isTargeted && config.Action is not (RelabelAction.Replace or RelabelAction.HashMod) && hasOwnReplacement)
        {
            mapping.Error("replacement", $"'replacement' can not be set for {name} action");
        }
        else if (config.Action is RelabelAction.DropEqual or RelabelAction.KeepEqual
            && (mapping.IsPresent("regex") || config.Modulus != 0 || config.Separator != Default.Separator))
        {
            mapping.Reading.Error(
                config.Location,
                $"{name} action requires only 'source_labels' and `target_label`, and no other fields");
        }
        else if (config.Action is RelabelAction.LabelDrop or RelabelAction.LabelKeep
            && (mapping.Take("source_labels") is not null || config.TargetLabel.Length > 0 || config.Modulus != 0
                || config.Separator != Default.Separator || hasOwnReplacement))
        {
            mapping.Reading.Error(config.Location, $"{name} action requires only 'regex', and no other fields");
        }
    }

    private static bool IsValidTarget(RelabelConfig config, NameValidationScheme scheme) =>
        config.Action == RelabelAction.Replace && config.TargetLabel.Contains('$', StringComparison.Ordinal)
            ? IsValidTemplate(config.TargetLabel, scheme)
            : LabelRules.IsValidName(config.TargetLabel, scheme);

    // UTF-8 allows every character of a template anyway; the legacy form allows variables between legacy characters.
    private static bool IsValidTemplate(string template, NameValidationScheme scheme) =>
        scheme == NameValidationScheme.Utf8
        ? LabelRules.IsValidName(template, scheme)
        : IsValidLegacyTemplate(template);

    internal static bool IsValidLegacyTemplate(string template) => LegacyTemplate().IsMatch(template);

    [GeneratedRegex(
        @"\A(?:(?:[a-zA-Z_]|\$(?:\{[0-9A-Za-z_]+\}|[0-9A-Za-z_]+))+[0-9A-Za-z_]*)+\z", RegexOptions.NonBacktracking)]
    private static partial Regex LegacyTemplate();
}
