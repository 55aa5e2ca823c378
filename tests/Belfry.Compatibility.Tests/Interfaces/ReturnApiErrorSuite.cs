using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>Types of errors by what went wrong, each brought about for real.</summary>
internal sealed class ReturnApiErrorSuite : IConformanceSuite
{
    private const string Script = "load 1m\n  up{a=\"1\"} 1x9\n  up{a=\"2\"} 1x9";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public string Pattern => "api/return_api_error.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.FindText("expected"), ErrorType(row.GetProperty("err").GetRawText())));

    private static string? ErrorType(string cause) =>
        cause.Contains("storage", StringComparison.Ordinal) ? OfStorage()
        : cause.Contains("ErrQueryTimeout", StringComparison.Ordinal) ? Ask(new StandingSource(), new QueryEngineOptions { Timeout = Soon })
        : cause.Contains("ErrQueryCanceled", StringComparison.Ordinal) ? OfEngine()
        : Ask(EngineTable.Load(Script), new QueryEngineOptions { MaxSamples = 1 });

    private static string? OfStorage() => Use(
        new ApiHost(new FailingSource(), new HostSettings()),
        host => host.Ask("GET", "/api/v1/query", "query=up&time=60").ErrorType);

    private static string? Ask(ISeriesSource series, QueryEngineOptions options) => Use(
        new ApiHost(series, new HostSettings { Engine = options }),
        host => host.Ask("GET", "/api/v1/query", "query=up&time=60").ErrorType);

    // Nobody hears the answer to a request that was given up, but logs do.
    private static string? OfEngine()
    {
        using var engine = new QueryEngine(EngineTable.Load(Script), new QueryEngineOptions(), TimeProvider.System);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var result = engine.Evaluate(QueryRequest.Instant("up", new Model.TimestampMs(60_000)), cancelled.Token);
        return Api.Prometheus.QueryEndpoints.Failure(result.Failure!).Error is { } error
            ? System.Text.Encoding.UTF8.GetString(error.TypeUtf8)
            : null;
    }

    private static string? Use(ApiHost host, Func<ApiHost, string?> ask)
    {
        try
        {
            return ask(host);
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
