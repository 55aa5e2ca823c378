using System.Xml.Linq;

namespace Belfry.Architecture.Tests;

/// <summary>
/// Which project may reference which: strictly downwards, and an engine only from the host. A new project gets its
/// floor here and in docs/architecture.md.
/// </summary>
internal static class Floors
{
    private static readonly Dictionary<string, int> Floor = new(StringComparer.Ordinal)
    {
        ["Belfry.Model"] = 0,
        ["Belfry.Encoding"] = 1,
        ["Belfry.Platform"] = 1,
        ["Belfry.Configuration"] = 1,
        ["Belfry.Storage"] = 2,
        ["Belfry.Tsdb"] = 3,
        ["Belfry.Query"] = 4,
        ["Belfry.Ingestion"] = 5,
        ["Belfry.Collectors"] = 5,
        ["Belfry.Alerting"] = 5,
        ["Belfry.Api"] = 6,
        ["Belfry.Web"] = 6,
        ["Belfry.Server"] = 7,
    };

    private static readonly HashSet<string> Engines = new(StringComparer.Ordinal) { "Belfry.Tsdb" };

    internal static IEnumerable<string> Complaints(string project, string projectFile)
    {
        if (!Floor.TryGetValue(project, out var floor))
        {
            return [$"{project} has no floor"];
        }

        return XDocument.Parse(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(target => Complaint(project, floor, target))
            .OfType<string>();
    }

    private static string? Complaint(string project, int floor, string target)
    {
        if (!Floor.TryGetValue(target, out var targetFloor))
        {
            return $"{target} has no floor";
        }

        if (targetFloor >= floor)
        {
            return $"{project} references {target}: upwards or sideways";
        }

        return Engines.Contains(target) && project != "Belfry.Server"
            ? $"{project} references {target}: only the host knows an engine"
            : null;
    }
}
