namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// A function's error, or what else ends an execution. It never leaves the engine: the evaluator adds the place, and
/// the entry points turn it into <see cref="TemplateOutcome"/>. An exception rather than a result because Go's own
/// engine unwinds through every level of the tree the same way, and its messages depend on where that happens.
/// </summary>
internal sealed class TemplateFailureException(string message) : Exception(message);
