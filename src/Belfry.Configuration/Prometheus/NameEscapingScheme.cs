namespace Belfry.Configuration.Prometheus;

/// <summary>How a target is asked to write names outside the legacy form.</summary>
public enum NameEscapingScheme
{
    /// <summary><c>allow-utf-8</c>: as they are.</summary>
    AllowUtf8,

    /// <summary><c>underscores</c>: every foreign character becomes an underscore.</summary>
    Underscores,

    /// <summary><c>dots</c>: dots become <c>_dot_</c>.</summary>
    Dots,

    /// <summary><c>values</c>: <c>U__</c> and code points in hexadecimal.</summary>
    Values,
}
