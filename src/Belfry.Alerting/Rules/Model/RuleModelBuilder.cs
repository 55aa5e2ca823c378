using System.Globalization;
using System.Text;
using Belfry.Configuration;
using Belfry.Configuration.Rules;
using Belfry.Model;
using Belfry.Model.Diagnostics;
using Belfry.Query.PromQL;

namespace Belfry.Alerting.Rules.Model;

/// <summary>Makes models of rule groups and collects what is wrong with them. Not thread-safe.</summary>
internal sealed class RuleModelBuilder(RuleBuildContext context)
{
    private readonly List<Diagnostic> diagnostics = [];

    /// <summary>Everything that is wrong so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    /// <summary>The model of a group; only meaningful when nothing is wrong.</summary>
    public RuleGroupModel Build(string file, RuleGroupConfig group)
    {
        var interval = group.Interval is { } own && own > TimeSpan.Zero ? own : context.EvaluationInterval;
        var queryOffset = group.QueryOffset ?? context.QueryOffset;
        var rules = group.Rules.Select((rule, index) => Build(group.Name, rule, index + 1)).ToList();
        return new RuleGroupModel
        {
            File = file,
            Name = group.Name,
            Interval = interval,
            QueryOffset = queryOffset,
            Limit = group.Limit,
            Rules = rules,
            Context = context,
            Identity = Identify(rules, interval, queryOffset, group.Limit),
        };
    }

    private RuleModel Build(string group, RuleConfig rule, int number)
    {
        var name = rule.Alert ?? rule.Record ?? "";
        var place = string.Create(
            CultureInfo.InvariantCulture,
            $"group {QuotedText.Quote(group)}, rule {number}, {QuotedText.Quote(name)}: ");
        var query = Canonical(rule, place);
        if (rule.Alert is null)
        {
            return new RecordingRuleModel { Name = name, Query = query, Labels = rule.Labels };
        }

        return new AlertingRuleModel
        {
            Name = name,
            Query = query,
            Labels = rule.Labels,
            Annotations = rule.Annotations,
            For = rule.For,
            KeepFiringFor = rule.KeepFiringFor,
            LabelTemplates = Parse(name, rule.Labels, place + "label "),
            AnnotationTemplates = Parse(name, rule.Annotations, place + "annotation "),
        };
    }

    private string Canonical(RuleConfig rule, string place)
    {
        if (PromQLParser.TryParse(rule.Expr, context.Features, out var expression, out var wrong))
        {
            return expression.ToString();
        }

        foreach (var diagnostic in wrong)
        {
            var at = diagnostic.Location;
            var where = string.Create(CultureInfo.InvariantCulture, $"{at.Line}:{at.Column}: ");
            diagnostics.Add(Diagnostic.Error(
                Within(rule, at), $"{place}could not parse expression: {where}{diagnostic.Message}", diagnostic.Hint));
        }

        return "";
    }

    // An expression on one line stands where it starts; in a block it is enough to name the block.
    private static SourceLocation Within(RuleConfig rule, SourceLocation inExpression) =>
        rule.ExprLocation.Line > 0 && inExpression.Line == 1 && !rule.Expr.Contains('\n', StringComparison.Ordinal)
            ? rule.ExprLocation with { Column = rule.ExprLocation.Column + inExpression.Column - 1 }
            : rule.ExprLocation;

    private List<RuleTemplate> Parse(string alertName, IReadOnlyList<NamedText> texts, string place)
    {
        var templates = new List<RuleTemplate>();
        foreach (var text in texts)
        {
            if (RuleTemplate.TryParse(alertName, text.Name, text.Text, out var template, out var error))
            {
                templates.Add(template);
            }
            else
            {
                diagnostics.Add(Diagnostic.Error(
                    text.Location, $"{place}{QuotedText.Quote(text.Name)}: {error.Message}"));
            }
        }

        return templates;
    }

    private string Identify(List<RuleModel> rules, TimeSpan interval, TimeSpan queryOffset, int limit)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{interval.Ticks} {queryOffset.Ticks} {limit} ")
            .Append(context.ExternalLabels).Append(' ').Append(context.ExternalUrl).Append('\n');
        foreach (var rule in rules)
        {
            text.Append(rule is AlertingRuleModel ? "alert " : "record ").Append(rule.StateKey);
            Append(text, rule.Query);
            if (rule is AlertingRuleModel alert)
            {
                text.Append(CultureInfo.InvariantCulture, $" {alert.For.Ticks} {alert.KeepFiringFor.Ticks}");
                foreach (var annotation in alert.Annotations)
                {
                    Append(text, annotation.Name);
                    Append(text, annotation.Text);
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string part)
    {
        text.Append(' ');
        QuotedText.Append(text, part);
    }
}
