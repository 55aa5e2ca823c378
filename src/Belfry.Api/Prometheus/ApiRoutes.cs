using System.Diagnostics.CodeAnalysis;
using Belfry.Api.Hosting;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Maps handlers of the JSON API: reads the parameters, answers 503 while the server is not ready, and is the edge
/// where a world that failed becomes an answer. Handlers are synchronous and run on the request's pool thread.
/// </summary>
internal sealed partial class ApiRoutes(
    IEndpointRouteBuilder endpoints, IServerControl server, TimeProvider clock, ILogger logger)
{
    private static readonly string[] Get = ["GET"];
    private static readonly string[] GetOrPost = ["GET", "POST"];
    private static readonly string[] PostOrPut = ["POST", "PUT"];

    internal void MapGet(string path, Func<ApiRequest, ApiAnswer> handler) => Map(path, Get, handler);

    /// <summary>Maps a handler that answers while the server is starting or stopping, too.</summary>
    internal void MapGetAlways(string path, Func<ApiRequest, ApiAnswer> handler) =>
        Map(path, Get, handler, needsReadiness: false);

    internal void MapGetOrPost(string path, Func<ApiRequest, ApiAnswer> handler) => Map(path, GetOrPost, handler);

    /// <summary>
    /// Maps a handler that looks series up: where storage fails it answers <see cref="ApiErrorKind.Execution"/>, as
    /// the original does there and nowhere else.
    /// </summary>
    internal void MapLookup(string path, bool takesPost, Func<ApiRequest, ApiAnswer> handler) =>
        Map(path, takesPost ? GetOrPost : Get, handler, storageFailureKind: ApiErrorKind.Execution);

    internal void MapPostOrPut(string path, Func<ApiRequest, ApiAnswer> handler) => Map(path, PostOrPut, handler);

    private void Map(
        string path,
        string[] methods,
        Func<ApiRequest, ApiAnswer> handler,
        bool needsReadiness = true,
        ApiErrorKind storageFailureKind = ApiErrorKind.Internal) =>
        endpoints.MapMethods(
            "/api/v1/" + path,
            methods,
            (RequestDelegate)(context => HandleAsync(context, handler, needsReadiness, storageFailureKind)));

    private async Task HandleAsync(
        HttpContext context,
        Func<ApiRequest, ApiAnswer> handler,
        bool needsReadiness,
        ApiErrorKind storageFailureKind)
    {
        if (needsReadiness && !server.IsReady)
        {
            await Readiness.RefuseAsync(context, server);
            return;
        }

        ApiAnswer answer;
        try
        {
            var parameters = await ApiParameters.ReadAsync(context, clock);
            var origin = QueryOrigin.HttpRequest(
                context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Method, context.Request.Path);
            answer = handler(
                new ApiRequest(parameters, context.Request.RouteValues, origin, context.RequestAborted));
        }
        catch (InvalidDataException exception)
        {
            // The framework's word for a form beyond its limits or not a form at all.
            answer = ApiAnswer.Failure(ApiErrorKind.BadData, $"error parsing form values: {exception.Message}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (StorageFailureException exception)
        {
            LogStorageFailed(logger, context.Request.Path, exception);
            answer = ApiAnswer.Failure(storageFailureKind, exception.Message);
        }

        await WriteAsync(context, answer);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a request: the client has gone or gets a 500.")]
    private async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        try
        {
            await ApiResponse.WriteAsync(context, answer);
        }
        catch (OperationCanceledException)
        {
            // The client has gone; nobody is left to tell.
        }
        catch (Exception exception)
        {
            LogAnswerFailed(logger, context.Request.Path, exception);
            context.Abort();
        }
    }

    [LoggerMessage(6001, LogLevel.Error, "request failed on storage path={Path}")]
    private static partial void LogStorageFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(6002, LogLevel.Error, "answer could not be written path={Path}")]
    private static partial void LogAnswerFailed(ILogger logger, string path, Exception exception);
}
