using System.Text.Json;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>scrape_pools/config</c> and <c>targets/relabel_steps</c>: what a job does, and what its relabelling makes of the
/// labels of a target, step by step.
/// </summary>
internal sealed class RelabelEndpoint(ScrapeService scrapes)
{
    internal void Map(ApiRoutes routes)
    {
        routes.MapGet("scrape_pools/config", Config);
        routes.MapGet("targets/relabel_steps", Steps);
    }

    private ApiAnswer Config(ApiRequest request) => TryJob(request, out var job, out var failure)
        ? ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("yaml", job!.ToYaml());
            json.WriteEndObject();
        })
        : failure!;

    private ApiAnswer Steps(ApiRequest request)
    {
        var text = request.Parameters.Text("labels");
        if (request.Parameters.Text("scrapePool").Length > 0 && text.Length == 0)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "no labels parameter provided");
        }

        if (!TryJob(request, out var job, out var failure))
        {
            return failure!;
        }

        return TryLabels(text, out var labels, out var problem)
            ? ApiAnswer.Json(json => WriteSteps(json, job!, labels))
            : ApiAnswer.Failure(ApiErrorKind.BadData, $"error parsing labels: {problem}");
    }

    private bool TryJob(ApiRequest request, out ScrapeConfig? job, out ApiAnswer? failure)
    {
        var name = request.Parameters.Text("scrapePool");
        job = scrapes.FindJob(name);
        failure = job is not null ? null : ApiAnswer.Failure(ApiErrorKind.BadData, name.Length == 0
            ? "no scrapePool parameter provided"
            : $"error retrieving scrape config: scrape pool {QuotedText.Quote(name)} not found");
        return job is not null;
    }

    private static bool TryLabels(string text, out LabelsBuilder labels, out string problem)
    {
        labels = new LabelsBuilder();
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = "not an object of names and values";
                return false;
            }

            foreach (var label in document.RootElement.EnumerateObject())
            {
                if (label.Value.ValueKind != JsonValueKind.String)
                {
                    problem = $"the value of {QuotedText.Quote(label.Name)} is not a text";
                    return false;
                }

                labels.Set(label.Name, label.Value.GetString()!);
            }
        }
        catch (JsonException exception)
        {
            problem = exception.Message;
            return false;
        }

        return true;
    }

    private static void WriteSteps(Utf8JsonWriter json, ScrapeConfig job, LabelsBuilder labels)
    {
        json.WriteStartObject();
        json.WriteStartArray("steps");
        var isKept = true;
        foreach (var rule in job.RelabelConfigs)
        {
            // Steps behind the one that dropped the target are shown, and change nothing.
            isKept = isKept && Relabeling.Compile([rule], job.MetricNameValidationScheme).Apply(labels);
            json.WriteStartObject();
            WriteRule(json, rule);
            json.WritePropertyName("output");
            SampleJson.WriteLabels(json, isKept ? labels.ToLabels() : Labels.Empty);
            json.WriteBoolean("keep", isKept);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RelabelConfig rule)
    {
        json.WriteStartObject("rule");
        if (rule.SourceLabels.Count > 0)
        {
            json.WriteStartArray("source_labels");
            foreach (var label in rule.SourceLabels)
            {
                json.WriteStringValue(label);
            }

            json.WriteEndArray();
        }

        json.WriteString("separator", rule.Separator);
        json.WriteString("regex", rule.Regex);
        if (rule.Modulus > 0)
        {
            json.WriteNumber("modulus", rule.Modulus);
        }

        if (rule.TargetLabel.Length > 0)
        {
            json.WriteString("target_label", rule.TargetLabel);
        }

        json.WriteString("replacement", rule.Replacement);
        json.WriteString("action", rule.Action.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }
}
