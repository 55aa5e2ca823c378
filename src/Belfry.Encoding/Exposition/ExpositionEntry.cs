namespace Belfry.Encoding.Exposition;

/// <summary>What an exposition reader found next.</summary>
public enum ExpositionEntry
{
    /// <summary>The text is wrong; the reader's error says where and why, and nothing more can be read.</summary>
    Invalid,

    /// <summary>A sample.</summary>
    Series,

    /// <summary>The type of a family.</summary>
    Type,

    /// <summary>The help text of a family.</summary>
    Help,

    /// <summary>The unit of a family; OpenMetrics only.</summary>
    Unit,

    /// <summary>A comment without meaning.</summary>
    Comment,

    /// <summary>The end: everything was read and was right.</summary>
    End,
}
