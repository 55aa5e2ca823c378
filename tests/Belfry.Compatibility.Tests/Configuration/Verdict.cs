using Belfry.Configuration;
using Belfry.Model.Diagnostics;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>Compares what a loader found with what the original says.</summary>
internal static class Verdict
{
    /// <summary>
    /// Null when loading failed with every expected message, or succeeded when none is expected. The original stops at
    /// its first error and names the file first; ours go on and carry their place beside the message.
    /// </summary>
    internal static string? Difference<T>(LoadResult<T> result, IReadOnlyList<string> expected)
        where T : class
    {
        expected = [.. expected.Select(WithoutFile)];
        var errors = result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.Message).ToList();
        if (expected.Count == 0 && errors.Count == 0 && result.IsValid)
        {
            return null;
        }

        return expected.Count > 0 && !result.IsValid && expected.All(message =>
            errors.Exists(error => error.Contains(message, StringComparison.Ordinal)))
            ? null
            : $"expected {string.Join(" | ", expected)}\nactual   {string.Join(" | ", errors)}";
    }

    private static string WithoutFile(string message) =>
        message.StartsWith("parsing YAML file ", StringComparison.Ordinal)
            ? message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..]
            : message;
}
