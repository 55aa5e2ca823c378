using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>Tables whose rows are asked of one host.</summary>
internal static class HostedTable
{
    internal static SuiteResult Run(
        string path, Func<ApiHost> makeHost, Func<ApiHost, JsonElement, string?> check)
    {
        var host = makeHost();
        try
        {
            return CaseTable.Run(path, row => check(host, row));
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
