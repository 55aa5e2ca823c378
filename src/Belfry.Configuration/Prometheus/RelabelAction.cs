namespace Belfry.Configuration.Prometheus;

/// <summary>What a relabelling step does.</summary>
public enum RelabelAction
{
    /// <summary>Sets the target label to the expanded replacement when the expression matches.</summary>
    Replace,

    /// <summary>Drops what does not match.</summary>
    Keep,

    /// <summary>Drops what matches.</summary>
    Drop,

    /// <summary>Drops when the joined source differs from the target label.</summary>
    KeepEqual,

    /// <summary>Drops when the joined source equals the target label.</summary>
    DropEqual,

    /// <summary>Sets the target label to the low 64 bits of the MD5 of the joined source, modulo the modulus.</summary>
    HashMod,

    /// <summary>Copies labels whose names match to the expanded name.</summary>
    LabelMap,

    /// <summary>Removes labels whose names match.</summary>
    LabelDrop,

    /// <summary>Removes labels whose names do not match.</summary>
    LabelKeep,

    /// <summary>Sets the target label to the joined source in lower case.</summary>
    Lowercase,

    /// <summary>Sets the target label to the joined source in upper case.</summary>
    Uppercase,
}
