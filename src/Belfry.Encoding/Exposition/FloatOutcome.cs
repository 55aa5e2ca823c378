namespace Belfry.Encoding.Exposition;

/// <summary>How reading a float went.</summary>
internal enum FloatOutcome
{
    /// <summary>Not a float.</summary>
    Syntax,

    /// <summary>Larger than any float.</summary>
    Range,

    /// <summary>Digit separators or hexadecimal exponents, which Go reads and the formats forbid.</summary>
    Unsupported,

    /// <summary>Read.</summary>
    Read,
}
