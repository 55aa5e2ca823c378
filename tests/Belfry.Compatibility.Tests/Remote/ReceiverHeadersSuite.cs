using System.Text.Json;
using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Ingestion.Push;

namespace Belfry.Compatibility.Tests.Remote;

/// <summary>What headers a remote-write receiver takes.</summary>
internal sealed class ReceiverHeadersSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "remote_write/receiver_headers.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        var rows = Rows(cases, "v1_only_server", RemoteWriteMessage.V1)
            .Concat(Rows(cases, "v2_only_server", RemoteWriteMessage.V2));
        return CaseTable.RunRows(rows, row => Check(row.Row, row.Accepted), row => row.Row.ToString());
    }

    private static IEnumerable<(JsonElement Row, RemoteWriteMessage Accepted)> Rows(
        JsonElement cases, string server, RemoteWriteMessage accepted) =>
        cases.GetProperty(server).EnumerateArray().Select(row => (row, accepted));

    private static string? Check(JsonElement row, RemoteWriteMessage accepted)
    {
        var headers = row.GetProperty("reqHeaders");

        // The table explains the plain type in the same cell.
        var type = headers.FindText("Content-Type") ?? "";
        var end = type.IndexOf(" (", StringComparison.Ordinal);
        var problem = RemoteWriteMediaType.FindProblem(
            end < 0 ? type : type[..end], headers.FindText("Content-Encoding") ?? "", [accepted], out _);
        return CaseTable.Difference(
                row.GetProperty("expectedCode").GetInt32() == 204 ? "taken" : "refused",
                problem is null ? "taken" : "refused")
            ?? (row.FindText("expectedError") is { } error ? CaseTable.Difference(error, problem) : null);
    }
}
