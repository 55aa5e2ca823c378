using System.Buffers;
using System.Text;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Alerting.Routing;

/// <summary>Matchers and label sets as Alertmanager writes them in route keys, group keys and its API.</summary>
internal static class AlertmanagerText
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create("{}!=~,\\\"'`");

    /// <summary>Label set as in a group key: <c>{alertname="X", job="y"}</c>.</summary>
    internal static void AppendLabels(StringBuilder text, Labels labels)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var label in labels)
        {
            text.Append(isFirst ? "" : ", ").Append(label.NameText).Append('=');
            QuotedText.Append(text, label.ValueText);
            isFirst = false;
        }

        text.Append('}');
    }

    /// <summary>Matchers as in a route key: <c>{a="b",c=~"d.*"}</c>.</summary>
    internal static string Matchers(IReadOnlyList<LabelMatcher> matchers)
    {
        var text = new StringBuilder("{");
        for (var index = 0; index < matchers.Count; index++)
        {
            text.Append(index == 0 ? "" : ",").Append(Matcher(matchers[index]));
        }

        return text.Append('}').ToString();
    }

    /// <summary>One matcher; a name with reserved characters is quoted, and both are then quoted as Go does.</summary>
    internal static string Matcher(LabelMatcher matcher)
    {
        var sign = matcher.Operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.RegexMatch => "=~",
            _ => "!~",
        };
        if (matcher.Name.AsSpan().ContainsAny(Reserved) || matcher.Name.Any(char.IsWhiteSpace))
        {
            return QuotedText.Quote(matcher.Name) + sign + QuotedText.Quote(matcher.Value);
        }

        var value = matcher.Value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"{matcher.Name}{sign}\"{value}\"";
    }

    /// <summary>The order of matchers within a route: name, value, operator, each by ordinal.</summary>
    internal static int Compare(LabelMatcher left, LabelMatcher right)
    {
        var order = string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Value, right.Value);
        return order != 0 ? order : left.Operator.CompareTo(right.Operator);
    }

    /// <summary>True when the labels satisfy every matcher.</summary>
    internal static bool AllMatch(IReadOnlyList<LabelMatcher> matchers, Labels labels)
    {
        for (var index = 0; index < matchers.Count; index++)
        {
            if (!matchers[index].Matches(labels))
            {
                return false;
            }
        }

        return true;
    }
}
