using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Http;

/// <summary>
/// Secrets have up to three sources: a text, a file, and a reference to a secret manager, which neither the originals'
/// released binaries nor this version have.
/// </summary>
internal static class SecretReference
{
    /// <summary>Reports when more than one of the keys has a value, and when the reference is used at all.</summary>
    internal static void AtMostOne(MappingReader mapping, string message, params string[] keys)
    {
        var present = keys.Where(key => mapping.TextOrNull(key) is { Length: > 0 }).ToList();
        if (present.Count > 1)
        {
            mapping.Error(present[^1], message);
        }

        foreach (var key in present.Where(key => key.EndsWith("_ref", StringComparison.Ordinal)))
        {
            mapping.Reading.NotDone(mapping.PlaceOf(key), key);
        }
    }
}
