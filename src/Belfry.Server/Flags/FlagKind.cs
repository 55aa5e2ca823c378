namespace Belfry.Server.Flags;

/// <summary>What a flag's value must look like.</summary>
internal enum FlagKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Given without a value for true, and as <c>--no-NAME</c> for false.</summary>
    Switch,

    /// <summary>A Prometheus duration.</summary>
    Duration,

    /// <summary>A number of bytes with a unit, such as <c>10GB</c>, or <c>0</c>.</summary>
    Size,

    /// <summary>A whole number of at least zero.</summary>
    Number,

    /// <summary>One of the words that the definition lists.</summary>
    Choice,

    /// <summary>Any text, and the flag may be given several times.</summary>
    Repeated,
}
