using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Belfry.Api.Prometheus;

/// <summary>
/// <c>/federate</c>: the current sample of every series that is asked for, in the text format, for servers that take
/// some of these series over. Native histograms with exponential buckets have no form there and are left out.
/// </summary>
internal sealed partial class FederationEndpoint(ApiParts parts)
{
    private static readonly string[] Methods = ["GET"];

    private readonly ILogger logger = parts.Loggers.CreateLogger<FederationEndpoint>();

    internal void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/federate", Methods, (RequestDelegate)AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        if (!parts.Server.IsReady)
        {
            await Readiness.RefuseAsync(context, parts.Server);
            return;
        }

        var parameters = await ApiParameters.ReadAsync(context, parts.Clock);
        if (!parameters.TryAnySelectors(out var selectors, out var problem))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }

        List<FederatedSample> samples;
        try
        {
            samples = Read(selectors, parameters.Now, context.RequestAborted);
        }
        catch (StorageFailureException exception)
        {
            LogStorageFailed(logger, exception);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, exception.Message);
            return;
        }

        var escaping = FederationFormat.EscapingOf(context.Request.Headers.Accept!);
        context.Response.ContentType = FederationFormat.ContentType(escaping);
        Write(context, samples, escaping);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private List<FederatedSample> Read(
        IReadOnlyList<IReadOnlyList<Model.Matching.LabelMatcher>> selectors,
        TimestampMs now,
        CancellationToken cancellationToken)
    {
        var from = now - parts.LookbackDelta;
        using var reader = parts.Series.Open(from, now);
        using var columns = new SampleColumns();
        var found = new Dictionary<Labels, FederatedSample>();
        foreach (var series in selectors.SelectMany(selector => reader.Select(selector, cancellationToken)))
        {
            if (!found.ContainsKey(series.Labels) && Last(series, from, now, columns) is { } sample)
            {
                found.Add(series.Labels, sample);
            }
        }

        return [.. found.Values.OrderBy(sample => sample.Name, StringComparer.Ordinal).ThenBy(sample => sample.Labels)];
    }

    private static FederatedSample? Last(
        ISelectedSeries series, TimestampMs from, TimestampMs through, SampleColumns columns)
    {
        columns.Clear();
        series.ReadLast(from, through, columns);

        // Expositions have no stale markers; and a series without a name has no line.
        var last = columns.Count - 1;
        return last < 0 || StaleMarker.IsStale(columns.Values[last]) || series.Labels.MetricName.Length == 0
            ? null
            : new FederatedSample(
                series.Labels.MetricName,
                series.Labels,
                columns.TimestampsMs[last],
                columns.Values[last],
                columns.HasHistograms ? columns.Histograms[last] : null);
    }

    private void Write(HttpContext context, List<FederatedSample> samples, NameEscapingScheme escaping)
    {
        var writer = new FederationWriter(
            new TextExpositionWriter(context.Response.BodyWriter), parts.Server.ExternalLabels, escaping);
        foreach (var sample in samples)
        {
            writer.Write(sample);
        }
    }

    private static Task RefuseAsync(HttpContext context, int statusCode, string text)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(text + "\n");
    }

    [LoggerMessage(6003, LogLevel.Error, "federation failed on storage")]
    private static partial void LogStorageFailed(ILogger logger, Exception exception);
}
