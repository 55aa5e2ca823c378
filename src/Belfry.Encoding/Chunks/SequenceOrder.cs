namespace Belfry.Encoding.Chunks;

/// <summary>What a sequence's residuals are.</summary>
internal enum SequenceOrder
{
    /// <summary>The numbers themselves.</summary>
    Plain = 0,

    /// <summary>Each number minus the one before.</summary>
    Delta = 1,

    /// <summary>Each delta minus the delta before.</summary>
    DeltaOfDelta = 2,

    /// <summary>Each number minus the point of a straight line through the first.</summary>
    Line = 3,
}
