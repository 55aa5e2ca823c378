using System.Text;
using Belfry.Configuration;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Model;

/// <summary>A rule that can be evaluated. Immutable.</summary>
internal abstract record RuleModel
{
    /// <summary>The metric that it records, or the alert's name.</summary>
    public required string Name { get; init; }

    /// <summary>The expression in Prometheus's canonical text.</summary>
    public required string Query { get; init; }

    /// <summary>The labels as they are written; templates for an alert.</summary>
    public required IReadOnlyList<NamedText> Labels { get; init; }

    /// <summary>What makes it the same rule across a reload: name and labels.</summary>
    public string StateKey
    {
        get
        {
            var key = new StringBuilder(Name);
            foreach (var label in Labels)
            {
                key.Append('\0').Append(label.Name).Append('\0');
                QuotedText.Append(key, label.Text);
            }

            return key.ToString();
        }
    }
}
