namespace Belfry.Alerting.Templates.Values;

/// <summary>The kinds of values that templates tell apart, as Go's <c>reflect.Kind</c> does.</summary>
internal enum ValueKind
{
    /// <summary>Nothing at all: the key was missing, or the value is nil.</summary>
    Nil,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed whole number; durations too.</summary>
    Integer,

    /// <summary>An unsigned whole number.</summary>
    Unsigned,

    /// <summary>A double.</summary>
    Float,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A slice.</summary>
    List,

    /// <summary>A map from text.</summary>
    Map,

    /// <summary>A struct: named fields, methods.</summary>
    Struct,

    /// <summary>Something to call.</summary>
    Function,
}
