using System.Globalization;
using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Label sets as texts. A name such as <c>s254</c> stands for so many letters.</summary>
internal sealed class LabelsTextSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "labels/labels_string.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var labels = row.GetProperty("labels");
        var pairs = labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().Select(label => (label.Name, Value(label.Value.GetString()!)))
            : [];
        var expected = row.GetProperty("string").GetString()!;
        return CaseTable.Difference(
            expected.StartsWith('`') ? string.Concat(expected.Split(" + ").Select(Part)) : expected,
            Labels.From(pairs).ToString());
    });

    private static string Value(string text) => text.StartsWith('$') ? Part(text[1..]) : text;

    private static string Part(string part) => part.StartsWith('`')
        ? part.Trim('`')
        : new string('x', int.Parse(part[1..], CultureInfo.InvariantCulture));
}
