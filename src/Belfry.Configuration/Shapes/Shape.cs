namespace Belfry.Configuration.Shapes;

/// <summary>The keys that a section may have, for sections that are checked but have no record of their own.</summary>
/// <param name="Name">The shape's name.</param>
/// <param name="GoType">The originals' type, which their messages name.</param>
/// <param name="Fields">The keys.</param>
/// <param name="HasHttpClient">True when the HTTP client's keys stand among them.</param>
internal sealed record Shape(string Name, string GoType, IReadOnlyList<ShapeField> Fields, bool HasHttpClient);
