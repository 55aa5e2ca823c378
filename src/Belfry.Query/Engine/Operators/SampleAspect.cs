namespace Belfry.Query.Engine.Operators;

/// <summary>What an instant selector gives of a sample.</summary>
internal enum SampleAspect
{
    /// <summary>Its value.</summary>
    Value,

    /// <summary>When it was taken, in seconds, as <c>timestamp</c> wants.</summary>
    Time,

    /// <summary>Since when it counts, in seconds, zero if not known, as <c>start_timestamp</c> wants.</summary>
    Start,
}
