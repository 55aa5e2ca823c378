namespace Belfry.Query.Engine.Operators;

/// <summary>
/// A function of one value. <c>parameters[p][step]</c> are the scalar arguments. May answer absence, never the
/// argument's.
/// </summary>
internal delegate double StepFunction(double value, int step, double[][] parameters);
