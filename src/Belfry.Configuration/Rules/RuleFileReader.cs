using System.Globalization;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Prometheus;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Rules;

/// <summary>Reads a rule file. Expressions and templates are checked by who knows their languages.</summary>
internal sealed class RuleFileReader(Reading reading, NameValidationScheme scheme)
{
    internal RuleFileConfig Read(YamlNode? root, string text)
    {
        var mapping = new MappingReader(reading, root, "rulefmt.RuleGroups", "rule file");
        var groups = mapping.List("groups", "[]rulefmt.RuleGroup", ReadGroup);
        mapping.Close();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in groups.Where(group => group.Name.Length > 0 && !names.Add(group.Name)))
        {
            reading.Error(
                group.Location, $"groupname: \"{group.Name}\" is repeated in the same file",
                "group names are unique in a file; rename one, or merge the two");
        }

        return new RuleFileConfig { Path = reading.File, Groups = groups, OriginalText = text };
    }

    private RuleGroupConfig ReadGroup(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "rulefmt.RuleGroup", "groups");
        var name = mapping.Text("name");
        if (name.Length == 0)
        {
            mapping.Error("name", "Groupname must not be empty", "write `name`");
        }

        var labels = Sort(mapping.NamedTexts("labels"));
        CheckLabels(labels, "");
        var index = 0;
        var interval = mapping.Duration("interval");
        var group = new RuleGroupConfig
        {
            Name = name,
            Interval = interval == TimeSpan.Zero ? null : interval,
            QueryOffset = mapping.DurationOrNull("query_offset"),
            Limit = (int)mapping.Integer("limit", "int", int.MinValue, int.MaxValue),
            Labels = labels,
            Rules = mapping.List("rules", "[]rulefmt.Rule", rule => ReadRule(rule, name, ++index, labels)),
            Location = node.Location,
        };
        mapping.Close();
        return group;
    }

    private RuleConfig ReadRule(YamlNode node, string group, int index, IReadOnlyList<NamedText> groupLabels)
    {
        var mapping = new MappingReader(reading, node, "rulefmt.Rule", "rules");
        var expr = mapping.Take("expr");
        var own = mapping.NamedTexts("labels");
        var rule = new RuleConfig
        {
            Record = mapping.Text("record") is { Length: > 0 } record ? record : null,
            Alert = mapping.Text("alert") is { Length: > 0 } alert ? alert : null,
            Expr = mapping.Text("expr"),
            ExprLocation = expr?.Location ?? node.Location,
            For = mapping.Duration("for"),
            KeepFiringFor = mapping.Duration("keep_firing_for"),
            Labels = Sort(groupLabels.Where(label => own.All(other => other.Name != label.Name)).Concat(own)),
            Annotations = Sort(mapping.NamedTexts("annotations")),
            Location = node.Location,
        };
        mapping.Close();
        var prefix = string.Create(
            CultureInfo.InvariantCulture,
            $"group {YamlScalars.Quote(group)}, rule {index}, {YamlScalars.Quote(rule.Alert ?? rule.Record ?? "")}: ");
        CheckKind(mapping, rule, prefix);
        CheckRecording(mapping, rule, prefix);
        CheckLabels(own, prefix);
        foreach (var annotation in rule.Annotations.Where(text => !LabelRules.IsValidName(text.Name, scheme)))
        {
            reading.Error(annotation.Location, $"{prefix}invalid annotation name: {annotation.Name}");
        }

        return rule;
    }

    private static void CheckKind(MappingReader mapping, RuleConfig rule, string prefix)
    {
        if (rule.Record is not null && rule.Alert is not null)
        {
            mapping.Error("alert", $"{prefix}only one of 'record' and 'alert' must be set", "make two rules of it");
        }

        if (rule.Record is null && rule.Alert is null)
        {
            mapping.Reading.Error(
                rule.Location, $"{prefix}one of 'record' or 'alert' must be set",
                "`record` names the series to write, `alert` the alert to fire");
        }

        if (rule.Expr.Length == 0 && mapping.Take("expr") is null or { Kind: YamlNodeKind.Scalar })
        {
            mapping.Error("expr", $"{prefix}field 'expr' must be set in rule", "write the PromQL expression");
        }
    }

    private void CheckRecording(MappingReader mapping, RuleConfig rule, string prefix)
    {
        if (rule.Record is not { } record)
        {
            return;
        }

        var unfit = new List<string>();
        if (rule.Annotations.Count > 0)
        {
            unfit.Add("annotations");
        }

        if (rule.For != TimeSpan.Zero)
        {
            unfit.Add("for");
        }

        if (rule.KeepFiringFor != TimeSpan.Zero)
        {
            unfit.Add("keep_firing_for");
        }

        foreach (var key in unfit)
        {
            mapping.Error(key, $"{prefix}invalid field '{key}' in recording rule", "only alerting rules have it");
        }

        if (!LabelRules.IsValidMetricName(record, scheme))
        {
            mapping.Error("record", $"{prefix}invalid recording rule name: {record}");
        }

        if (record.Contains('{', StringComparison.Ordinal) || record.Contains('}', StringComparison.Ordinal))
        {
            mapping.Error(
                "record", $"{prefix}braces present in the recording rule name; should it be in expr?: {record}",
                "labels of the result go into `labels`");
        }
    }

    private void CheckLabels(IEnumerable<NamedText> labels, string prefix)
    {
        foreach (var label in labels)
        {
            if (!LabelRules.IsValidName(label.Name, scheme) || label.Name == Model.LabelNames.MetricName)
            {
                reading.Error(label.Location, $"{prefix}invalid label name: {label.Name}");
            }

            if (!LabelRules.IsValidValue(label.Text))
            {
                reading.Error(label.Location, $"{prefix}invalid label value: {YamlScalars.Quote(label.Text)}");
            }
        }
    }

    private static List<NamedText> Sort(IEnumerable<NamedText> texts) =>
        [.. texts.OrderBy(text => text.Name, StringComparer.Ordinal)];
}
