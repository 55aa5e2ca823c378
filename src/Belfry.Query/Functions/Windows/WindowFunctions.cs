using System.Collections.Frozen;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>The functions of range vectors that windows of samples can answer, by name.</summary>
internal static class WindowFunctions
{
    private static readonly FrozenDictionary<string, WindowFunction> Functions =
        new Dictionary<string, WindowFunction>
        {
            ["rate"] = new WindowRate(isCounter: true, isRate: true),
            ["increase"] = new WindowRate(isCounter: true, isRate: false),
            ["delta"] = new WindowRate(isCounter: false, isRate: false),
            ["changes"] = new WindowChanges(countsResets: false),
            ["resets"] = new WindowChanges(countsResets: true),
            ["sum_over_time"] = new WindowSum(isAverage: false),
            ["avg_over_time"] = new WindowSum(isAverage: true),
            ["min_over_time"] = new WindowExtreme(isMax: false),
            ["max_over_time"] = new WindowExtreme(isMax: true),
            ["count_over_time"] = new WindowCount(onlyPresence: false),
            ["present_over_time"] = new WindowCount(onlyPresence: true),
            ["last_over_time"] = new WindowEdge(WindowColumn.Last),
            ["first_over_time"] = new WindowEdge(WindowColumn.First),
            ["ts_of_last_over_time"] = new WindowEdge(WindowColumn.LastTime),
            ["ts_of_first_over_time"] = new WindowEdge(WindowColumn.FirstTime),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The function; null when it needs every sample.</summary>
    internal static WindowFunction? Find(string name) => Functions.GetValueOrDefault(name);
}
