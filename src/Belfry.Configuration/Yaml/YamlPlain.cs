namespace Belfry.Configuration.Yaml;

/// <summary>A scalar that is written as it is: a number, a boolean, a list in brackets.</summary>
internal sealed record YamlPlain(string Text);
