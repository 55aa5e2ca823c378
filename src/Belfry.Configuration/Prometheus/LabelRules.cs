using System.Text;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>Which label names and values are accepted.</summary>
internal static class LabelRules
{
    internal static bool IsValidName(string name, NameValidationScheme scheme) => scheme == NameValidationScheme.Utf8
        ? name.Length > 0 && YamlScalars.IsWellFormed(name)
        : IsLegacyName(name);

    internal static bool IsLegacyName(string name) =>
        YamlScalars.IsWellFormed(name) && LabelNames.IsLegacyLabelName(Encoding.UTF8.GetBytes(name));

    internal static bool IsValidMetricName(string name, NameValidationScheme scheme) =>
        name.Length > 0 && YamlScalars.IsWellFormed(name)
        && (scheme == NameValidationScheme.Utf8 || LabelNames.IsLegacyMetricName(Encoding.UTF8.GetBytes(name)));

    internal static bool IsValidValue(string value) => YamlScalars.IsWellFormed(value);
}
