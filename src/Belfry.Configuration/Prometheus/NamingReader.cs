using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads which metric names are accepted and how others are escaped.</summary>
internal static class NamingReader
{
    private const string EscapingNames = "'allow-utf-8', 'underscores', 'dots', or 'values'";

    internal static string NameOf(NameEscapingScheme scheme) => scheme switch
    {
        NameEscapingScheme.AllowUtf8 => "allow-utf-8",
        NameEscapingScheme.Underscores => "underscores",
        NameEscapingScheme.Dots => "dots",
        _ => "values",
    };

    internal static NameValidationScheme? ReadValidation(MappingReader mapping)
    {
        const string Key = "metric_name_validation_scheme";
        switch (mapping.Text(Key))
        {
            case "":
                return null;
            case "utf8":
                return NameValidationScheme.Utf8;
            case "legacy":
                return NameValidationScheme.Legacy;
            case var other:
                mapping.Error(
                    Key, $"unrecognized ValidationScheme: {YamlScalars.Quote(other)}", "it is `utf8` or `legacy`");
                return null;
        }
    }

    internal static NameEscapingScheme? ReadEscaping(MappingReader mapping, string where)
    {
        const string Key = "metric_name_escaping_scheme";
        var text = mapping.Text(Key);
        if (text.Length == 0)
        {
            return null;
        }

        foreach (var scheme in Enum.GetValues<NameEscapingScheme>())
        {
            if (NameOf(scheme) == text)
            {
                return scheme;
            }
        }

        mapping.Error(
            Key,
            $"unknown {where} name escaping method specified, must be one of {EscapingNames}, got "
            + $"{YamlScalars.Quote(text)}");
        return null;
    }

    /// <summary>The escaping that a validation scheme implies when none is configured.</summary>
    internal static NameEscapingScheme DefaultEscaping(NameValidationScheme validation) =>
        validation == NameValidationScheme.Legacy ? NameEscapingScheme.Underscores : NameEscapingScheme.AllowUtf8;
}
