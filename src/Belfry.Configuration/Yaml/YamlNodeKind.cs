namespace Belfry.Configuration.Yaml;

/// <summary>The shapes of YAML.</summary>
internal enum YamlNodeKind
{
    Scalar,
    Sequence,
    Mapping,
}
