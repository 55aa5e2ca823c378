namespace Belfry.Architecture.Tests;

/// <summary>A member that carries a mark, as its text in a file shows it.</summary>
/// <param name="Name">Namespace, type, member and the types of its parameters.</param>
/// <param name="Declaration">From its first modifier to the end of its parameters.</param>
/// <param name="Body">Between its braces or behind its arrow; empty for a member of an interface.</param>
/// <param name="IsOfPublicType">Whether its type may be used from other projects.</param>
internal sealed record MarkedMember(string Name, string Declaration, string Body, bool IsOfPublicType);
