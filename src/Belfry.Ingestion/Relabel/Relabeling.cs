using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Relabel;

/// <summary>
/// Relabelling steps in their order, compiled once. Semantics: prometheus <c>model/relabel/relabel.go</c>. Immutable
/// and thread-safe.
/// </summary>
public sealed class Relabeling
{
    private readonly RelabelStep[] steps;

    private Relabeling(RelabelStep[] steps) => this.steps = steps;

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => steps.Length == 0;

    /// <summary>
    /// Compiles steps that configuration has validated. Label names that a step computes and that
    /// <paramref name="scheme"/> forbids are not set.
    /// </summary>
    public static Relabeling Compile(IReadOnlyList<RelabelConfig> configs, NameValidationScheme scheme) =>
        new([.. configs.Select(config => new RelabelStep(config, scheme))]);

    /// <summary>
    /// Applies the steps to <paramref name="labels"/>. False as soon as one of them drops the set; what the steps
    /// before it changed stays changed.
    /// </summary>
    public bool Apply(LabelsBuilder labels)
    {
        foreach (var step in steps)
        {
            if (!step.Apply(labels))
            {
                return false;
            }
        }

        return true;
    }
}
