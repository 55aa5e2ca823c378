using System.Text;
using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>Puts together the URL that the labels of a target ask for.</summary>
internal static class TargetUrl
{
    private const string ParameterPrefix = "__param_";

    /// <summary>
    /// Scheme, address and path from labels; parameters from the job, the first value overridden by labels.
    /// </summary>
    internal static string Of(Labels labels, ScrapeConfig config)
    {
        var parameters = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in config.Params)
        {
            parameters[name] = [.. values];
        }

        foreach (var label in labels)
        {
            if (!label.Name.StartsWith("__param_"u8))
            {
                continue;
            }

            var name = label.NameText[ParameterPrefix.Length..];
            if (parameters.TryGetValue(name, out var values) && values.Count > 0)
            {
                values[0] = label.ValueText;
            }
            else
            {
                parameters[name] = [label.ValueText];
            }
        }

        var path = labels.Get("__metrics_path__");
        var url = new StringBuilder($"{labels.Get("__scheme__")}://{labels.Get("__address__")}");
        url.Append(path.StartsWith('/') || path.Length == 0 ? "" : "/").Append(EscapePath(path));
        var separator = '?';
        foreach (var (name, values) in parameters)
        {
            foreach (var value in values)
            {
                url.Append(separator).Append(EscapeQuery(name)).Append('=').Append(EscapeQuery(value));
                separator = '&';
            }
        }

        return url.ToString();
    }

    private static string EscapePath(string path) =>
        string.Join('/', path.Split('/').Select(Uri.EscapeDataString)).Replace("%3A", ":", StringComparison.Ordinal);

    private static string EscapeQuery(string text) =>
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
