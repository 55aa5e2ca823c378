namespace Belfry.Query.PromQL;

/// <summary>
/// A piece of a query's text, counted in bytes of its UTF-8 form as Prometheus counts. The default value is the empty
/// piece at the beginning.
/// </summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">One past the last byte.</param>
public readonly record struct SourceSpan(int Start, int End);
