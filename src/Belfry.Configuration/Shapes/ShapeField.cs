namespace Belfry.Configuration.Shapes;

/// <summary>One key of a shape.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">The kind of value: one of the words that <see cref="ShapeTable"/> explains.</param>
/// <param name="Nested">The shape of the mapping or of the list's mappings; null for plain values.</param>
/// <param name="IsList">True when the value is a list of <paramref name="Nested"/>.</param>
internal sealed record ShapeField(string Key, string Kind, string? Nested, bool IsList);
