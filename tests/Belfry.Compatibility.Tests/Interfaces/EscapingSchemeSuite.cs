using Belfry.Api.Prometheus;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>The escaping that a content type asks for.</summary>
internal sealed class EscapingSchemeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "exposition/expfmt_escaping_scheme.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var format = row.FindText("format")!.Replace(
            "$FmtProtoCompact",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=compact-text",
            StringComparison.Ordinal);
        var expected = row.FindText("expected")!.Replace(
            "$model.NameEscapingScheme", "underscores", StringComparison.Ordinal);
        return CaseTable.Difference(
            FederationFormat.ContentType(Scheme(expected)),
            FederationFormat.ContentType(FederationFormat.EscapingOf([format])));
    });

    private static Belfry.Configuration.Prometheus.NameEscapingScheme Scheme(string word) =>
        Enum.Parse<Belfry.Configuration.Prometheus.NameEscapingScheme>(
            word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
