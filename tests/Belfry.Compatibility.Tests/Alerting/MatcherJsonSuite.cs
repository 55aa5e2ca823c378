using System.Text.Json;
using Belfry.Api.Alertmanager;
using Belfry.Compatibility.Tests.Interfaces.Hosting;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Matching;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Matchers as JSON; the order of members is nobody's business.</summary>
internal sealed class MatcherJsonSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "alerting/matcher_json.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        if (!LabelMatcher.TryCreate(
            row.FindText("name")!, MatcherCells.Operator(row.FindText("op")), row.FindText("value")!,
            out var matcher, out var error))
        {
            return error;
        }

        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            SilenceEndpoints.WriteMatcher(json, matcher);
        }

        return CaseTable.Difference(
            JsonText.Of(row.FindText("want")!), JsonText.Of(System.Text.Encoding.UTF8.GetString(body.ToArray())));
    });
}
