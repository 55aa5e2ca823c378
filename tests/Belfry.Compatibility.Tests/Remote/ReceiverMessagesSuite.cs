using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Encoding.Snappy;
using Belfry.Ingestion.Push;
using Belfry.Platform.Telemetry;
using Belfry.Testing.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Compatibility.Tests.Remote;

/// <summary>
/// Whole requests of remote write 2.0. Rows whose input the table only describes are built from the fixture by their
/// description; a row with an error inside the original's storage has none here and does not pass.
/// </summary>
internal sealed class ReceiverMessagesSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "remote_write/receiver_v2_messages.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var cases = table.RootElement.GetProperty("cases");
        var fixture = cases.GetProperty("fixture");
        return CaseTable.RunRows(
            cases.GetProperty("cases").EnumerateArray(), row => Check(fixture, row), row => row.ToString());
    }

    private static string? Check(JsonElement fixture, JsonElement row)
    {
        var request = new ProtobufWriter();
        var description = row.GetProperty("desc").GetString()!;
        foreach (var symbol in Symbols(fixture, row))
        {
            request.Text(4, symbol);
        }

        foreach (var series in Series(fixture, row, description))
        {
            request.Message(5, series);
        }

        var store = new AcceptingStore(description);
        var receiver = new RemoteWriteReceiver(
            store,
            new FixedClock(),
            new MetricRegistry(),
            NullLogger<RemoteWriteReceiver>.Instance,
            new RemoteWriteOptions { AddsTypeAndUnitLabels = row.Is("enableTypeAndUnitLabels") });
        var outcome = receiver.Write(Compressed(request.ToArray()), RemoteWriteMessage.V2);
        var code = outcome.Status switch
        {
            RemoteWriteStatus.Accepted => 204,
            RemoteWriteStatus.Rejected => 400,
            _ => 500,
        };
        return CaseTable.Difference(row.GetProperty("expectedCode").ToString(), $"{code}")
            ?? MessageDifference((row.FindText("expectedRespBody") ?? "").TrimEnd('\n'), code, outcome.Message)
            ?? (row.Find("expectedLabels") is { } labels
                ? CaseTable.Difference(labels.Labels().ToString(), store.Series[0].ToString())
                : null);
    }

    // Of a failure of the store ours also says in which file.
    private static string? MessageDifference(string expected, int code, string actual) => code == 500
        ? CaseTable.ErrorDifference(expected, actual)
        : CaseTable.Difference(expected, actual);

    private static IEnumerable<string> Symbols(JsonElement fixture, JsonElement row)
    {
        if (row.Find("expectedLabels") is not { } labels)
        {
            return fixture.Texts("Symbols");
        }

        return labels.EnumerateObject().SelectMany(label => new[] { label.Name, label.Value.GetString()! })
            .Prepend("").Distinct();
    }

    private static IEnumerable<ProtobufWriter> Series(JsonElement fixture, JsonElement row, string description)
    {
        if (row.Find("expectedLabels") is { } labels)
        {
            return [Labelled(labels, [.. Symbols(fixture, row)])];
        }

        var all = fixture.GetProperty("Timeseries").EnumerateArray().ToList();
        var written = all.Select((series, index) => RemoteV2Cells.Series(series, index == 0 ? description : ""));
        return row.Find("input") is { ValueKind: JsonValueKind.Object } input
            ? input.GetProperty("prepend_series").EnumerateArray().Select(one => RemoteV2Cells.Series(one, ""))
                .Concat(written)
            : written;
    }

    // The labels that are expected, without those that come from the metadata, which says the same.
    private static ProtobufWriter Labelled(JsonElement labels, List<string> symbols)
    {
        uint Reference(string? text) => text is null ? 0 : (uint)symbols.IndexOf(text);
        var own = labels.EnumerateObject().Where(label => label.Name is not ("__type__" or "__unit__"));
        var metadata = new ProtobufWriter().Plain(1, labels.FindText("__type__") == "counter" ? 1UL : 0)
            .Plain(4, Reference(labels.FindText("__unit__")));
        return new ProtobufWriter()
            .Packed(1, own.SelectMany(label => new[] { Reference(label.Name), Reference(label.Value.GetString()) }))
            .Message(2, RemoteMessages.Sample(1, 10)).Message(5, metadata);
    }

    private static byte[] Compressed(byte[] request)
    {
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(request.Length)];
        return block[..SnappyBlock.Encode(request, block)];
    }
}
