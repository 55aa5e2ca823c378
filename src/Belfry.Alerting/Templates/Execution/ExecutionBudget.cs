using Belfry.Alerting.Templates.Functions;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>What is left of an execution's limits; shared by the executions that functions start inside it.</summary>
internal sealed class ExecutionBudget(TemplateOptions options)
{
    private int steps;

    /// <summary>How deep definitions call each other now.</summary>
    public int Depth { get; set; }

    /// <summary>The names of the inline texts that are expanded now, outermost first.</summary>
    public List<string> Expanding { get; } = [];

    /// <summary>Counts a node; fails when there were too many.</summary>
    public void Step()
    {
        if (++steps > options.StepCountMax)
        {
            throw new TemplateFailureException($"exceeded maximum of {options.StepCountMax} steps");
        }
    }
}
