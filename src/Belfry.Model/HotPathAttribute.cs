namespace Belfry.Model;

/// <summary>
/// Marks a member that runs per sample, per series or per record. It is named in <c>bench/budgets.json</c> with the
/// bytes it may allocate, and its body is free of what allocates unseen: a test sees to both.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property)]
public sealed class HotPathAttribute : Attribute;
