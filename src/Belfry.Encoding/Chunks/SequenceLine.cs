namespace Belfry.Encoding.Chunks;

/// <summary>
/// What a sequence begins with: its first number, the delta (in divisors) that <see cref="SequenceOrder.DeltaOfDelta"/>
/// and <see cref="SequenceOrder.Line"/> start from, and the divisor of all differences, 1 or more.
/// </summary>
internal readonly record struct SequenceLine(long First, long Slope, long Divisor);
