namespace Belfry.Configuration.Prometheus;

/// <summary>Which metric and label names are accepted.</summary>
public enum NameValidationScheme
{
    /// <summary>Any UTF-8 text.</summary>
    Utf8,

    /// <summary>Letters, digits, underscores and, for metrics, colons.</summary>
    Legacy,
}
