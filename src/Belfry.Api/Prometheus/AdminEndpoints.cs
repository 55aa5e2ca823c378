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
            || !parameters.TryTime("end", TimestampMs.MaxValue, out var end, out failure)
            || !parameters.TrySelectors(out var selectors, out failure))
        {
            return failure;
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
        var text = request.Parameters.Text("skip_head");
        if (text.Length > 0 && text is not ("true" or "false" or "1" or "0"))
        {
            return ApiAnswer.InvalidParameter("skip_head", $"unable to parse boolean {QuotedText.Quote(text)}");
        }

        var name = store.Snapshot(skipHead: text is "true" or "1");
        return ApiAnswer.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteEndObject();
        });
    }
}
