using System.Text.RegularExpressions;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.PromQL;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>
/// The description of Prometheus's API: each method of each path is a row, which passes when somebody answers there,
/// be it that something is missing from the question.
/// </summary>
internal abstract class OpenApiSuite : IConformanceSuite
{
    private static readonly Regex PathLine = new("^    (/[^ ]*):$", RegexOptions.NonBacktracking);
    private static readonly Regex MethodLine = new("^        (get|post|put|delete):$", RegexOptions.NonBacktracking);

    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        var settings = new HostSettings
        {
            Server = new HostServer { IsAdminEnabled = true, IsRemoteWriteEnabled = true },
        };
        var host = new ApiHost(EngineTable.Load("load 1m\n  up 1"), settings);
        try
        {
            return CaseTable.RunRows(Rows(path), row => Check(host, row), row => $"{row.Method} {row.Path}");
        }
        finally
        {
            host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static string? Check(ApiHost host, (string Method, string Path) row)
    {
        var path = "/api/v1" + row.Path.Replace("{name}", "job", StringComparison.Ordinal);
        var answer = host.Ask(row.Method, path, "query=up&match[]=up&time=1&start=1&end=2&step=1");
        return answer.Status is 404 or 405 ? $"{answer.Status} {answer.Body}" : null;
    }

    private static List<(string Method, string Path)> Rows(string file)
    {
        var rows = new List<(string, string)>();
        var path = "";
        foreach (var line in File.ReadLines(file).SkipWhile(line => line != "paths:"))
        {
            path = PathLine.Match(line) is { Success: true } found ? found.Groups[1].Value : path;
            if (path.Length > 0 && MethodLine.Match(line) is { Success: true } method)
            {
                rows.Add((method.Groups[1].Value.ToUpperInvariant(), path));
            }

            if (line == "components:")
            {
                break;
            }
        }

        return rows;
    }
}
