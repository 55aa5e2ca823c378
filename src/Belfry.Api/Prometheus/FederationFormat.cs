using Belfry.Configuration.Prometheus;
using Microsoft.Net.Http.Headers;

namespace Belfry.Api.Prometheus;

/// <summary>
/// How names are to be written in an exposition, from the header <c>Accept</c>. The form is always the text format.
/// Source: prometheus/common <c>expfmt/encode.go</c>.
/// </summary>
internal static class FederationFormat
{
    private const string EscapingName = "escaping";

    /// <summary>The escaping that is asked for; underscores when nothing is.</summary>
    internal static NameEscapingScheme EscapingOf(IList<string> accepted)
    {
        if (MediaTypeHeaderValue.TryParseList(accepted, out var clauses))
        {
            // The last clause before the one that is taken decides; those behind it are not looked at.
            var scheme = NameEscapingScheme.Underscores;
            var ordered = clauses.OrderByDescending(clause => clause, MediaTypeHeaderValueComparer.QualityComparer);
            foreach (var clause in ordered)
            {
                scheme = Find(clause) ?? scheme;
                if (IsText(clause))
                {
                    return scheme;
                }
            }

            return scheme;
        }

        return NameEscapingScheme.Underscores;
    }

    /// <summary>The content type of the text format with this escaping.</summary>
    internal static string ContentType(NameEscapingScheme scheme) =>
        "text/plain; version=0.0.4; charset=utf-8; escaping=" + scheme switch
        {
            NameEscapingScheme.AllowUtf8 => "allow-utf-8",
            NameEscapingScheme.Dots => "dots",
            NameEscapingScheme.Values => "values",
            _ => "underscores",
        };

    private static NameEscapingScheme? Find(MediaTypeHeaderValue clause)
    {
        var value = clause.Parameters.FirstOrDefault(
            parameter => parameter.Name.Equals(EscapingName, StringComparison.OrdinalIgnoreCase))?.Value.Value;
        return value switch
        {
            "allow-utf-8" => NameEscapingScheme.AllowUtf8,
            "underscores" => NameEscapingScheme.Underscores,
            "dots" => NameEscapingScheme.Dots,
            "values" => NameEscapingScheme.Values,
            _ => null,
        };
    }

    private static bool IsText(MediaTypeHeaderValue clause)
    {
        if (clause.MatchesAllTypes)
        {
            return true;
        }

        var version = clause.Parameters.FirstOrDefault(
            parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value.Value ?? "0.0.4";
        return clause.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
            && (clause.MatchesAllSubTypes || clause.SubType.Equals("plain", StringComparison.OrdinalIgnoreCase))
            && version == "0.0.4";
    }
}
