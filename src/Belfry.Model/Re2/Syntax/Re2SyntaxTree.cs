namespace Belfry.Model.Re2.Syntax;

/// <summary>A parsed expression.</summary>
/// <param name="Root">The whole.</param>
/// <param name="GroupNames">The names of the groups, by number; group 0 is the whole, and empty is "no name".</param>
internal sealed record Re2SyntaxTree(Re2Node Root, IReadOnlyList<string> GroupNames);
