using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Encoding.Remote;

namespace Belfry.Compatibility.Tests.Remote;

/// <summary>
/// Labels of remote series that are or are not valid. The table's messages are those of the original's client of
/// remote read, which Belfry has not; its receiver, like ours, shows the whole set instead.
/// </summary>
internal sealed class ValidateLabelsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "remote_write/validate_labels.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var pairs = row.GetProperty("input").EnumerateArray()
            .Select(label => (Bytes(label.GetProperty("Name")), Bytes(label.GetProperty("Value")))).ToList();
        var labels = new RemoteLabels();
        labels.Begin();
        foreach (var (name, value) in pairs)
        {
            labels.Add(name, value);
        }

        var isExpectedValid = row.GetProperty("expectedErr") is { ValueKind: JsonValueKind.String } error
            && error.GetString()!.Length == 0;
        var isValid = labels.End();
        if (!isValid)
        {
            labels.Explain(pairs);
        }

        return isValid == isExpectedValid && isValid == (labels.Problem is null)
            ? null
            : $"expected valid: {isExpectedValid}, {labels.Problem ?? "no problem"}";
    });

    private static byte[] Bytes(JsonElement cell) => cell.ValueKind == JsonValueKind.Array
        ? [.. cell.EnumerateArray().Select(octet => octet.GetByte())]
        : cell.Bytes();
}
