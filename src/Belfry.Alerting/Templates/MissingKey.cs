namespace Belfry.Alerting.Templates;

/// <summary>What a map key that does not exist gives: Go's option <c>missingkey</c>.</summary>
internal enum MissingKey
{
    /// <summary><c>&lt;no value&gt;</c>; Alertmanager's choice.</summary>
    NoValue,

    /// <summary>The zero value of the map's elements: the empty text for labels. Prometheus's choice.</summary>
    Zero,

    /// <summary>An error.</summary>
    Error,
}
