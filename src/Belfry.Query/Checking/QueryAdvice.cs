namespace Belfry.Query.Checking;

/// <summary>A remark that a query may not mean what was intended; the query is valid all the same.</summary>
/// <param name="Start">Where it begins in the query, in bytes from zero.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Text">What is odd; lower case, no full stop.</param>
/// <param name="Suggestion">What to write instead.</param>
public sealed record QueryAdvice(int Start, int End, string Text, string Suggestion);
