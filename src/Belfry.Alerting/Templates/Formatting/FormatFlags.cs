namespace Belfry.Alerting.Templates.Formatting;

/// <summary>The flags, width and precision of one formatting directive. The default value has none.</summary>
internal readonly record struct FormatFlags
{
    /// <summary><c>-</c>: pad on the right.</summary>
    public bool Minus { get; init; }

    /// <summary><c>+</c>: always a sign; field names for <c>%+v</c>; only ASCII for <c>%+q</c>.</summary>
    public bool Plus { get; init; }

    /// <summary><c>#</c>: the alternate form; Go syntax for <c>%#v</c>.</summary>
    public bool Sharp { get; init; }

    /// <summary>A space for a sign that is left out.</summary>
    public bool Space { get; init; }

    /// <summary><c>0</c>: pad with zeros.</summary>
    public bool Zero { get; init; }

    /// <summary>The least width; null for none.</summary>
    public int? Width { get; init; }

    /// <summary>The precision; null for none.</summary>
    public int? Precision { get; init; }
}
