namespace Belfry.Alerting.Templates;

/// <summary>
/// How templates are executed. The limits bound what a template of a user can cost, however it is written.
/// </summary>
internal sealed record TemplateOptions
{
    /// <summary>The defaults.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>What a missing key gives.</summary>
    public MissingKey MissingKey { get; init; } = MissingKey.NoValue;

    /// <summary>The most characters that an execution may write.</summary>
    public int OutputLengthMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most nodes that an execution may walk, each as often as it is walked.</summary>
    public int StepCountMax { get; init; } = 2_000_000;

    /// <summary>How deep templates may call each other.</summary>
    public int DepthMax { get; init; } = 500;
}
