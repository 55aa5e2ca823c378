using Belfry.Api.Hosting;
using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Api.Prometheus;

/// <summary><c>admin/tsdb/*</c>, open only with <c>--web.enable-admin-api</c>.</summary>
internal sealed class AdminEndpoints(IServerControl server, IStoreAdministration store)
{
    internal void Map(ApiRoutes routes)
    {
        routes.MapPostOrPut("admin/tsdb/delete_series", request => Guarded(() => Delete(request)));
        routes.MapPostOrPut("admin/tsdb/clean_tombstones", _ => Guarded(CleanTombstones));
        routes.MapPostOrPut("admin/tsdb/snapshot", request => Guarded(() => Snapshot(request)));
    }

    private ApiAnswer Guarded(Func<ApiAnswer> handler) =>
        server.IsAdminEnabled ? handler() : ApiAnswer.Failure(ApiErrorKind.Unavailable, "admin APIs disabled");

    private ApiAnswer Delete(ApiRequest request)
    {
        var parameters = request.Parameters;
        if (parameters.All("match[]").Count == 0)
        {
            return ApiAnswer.Failure(ApiErrorKind.BadData, "no match[] parameter provided");
        }

        if (!parameters.TryTime("start", TimestampMs.MinValue, out var start, out var failure)
            || !parameters.TryTime("end", TimestampMs.MaxValue, out var end, out failure))
        {
            return failure;
        }

        if (!parameters.TryAnySelectors(out var selectors, out var problem))
        {
            return ApiAnswer.InvalidParameter("match[]", problem);
        }

        foreach (var selector in selectors)
        {
            store.Delete(selector, start, end);
        }

        return ApiAnswer.Success(null);
    }

    private ApiAnswer CleanTombstones()
    {
        store.CleanTombstones();
        return ApiAnswer.Success(null);
    }

    private ApiAnswer Snapshot(ApiRequest request)
    {
        if (!request.Parameters.TrySwitch("skip_head", "unable to parse boolean", out var skipHead, out var failure))
        {
            return failure;
        }

        var name = store.Snapshot(skipHead);
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteEndObject();
        });
    }
}
