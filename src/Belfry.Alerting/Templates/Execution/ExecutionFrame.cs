using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Syntax;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>
/// One call of a definition: its variables, and the node that is evaluated now, which is the one a message names.
/// Not thread-safe.
/// </summary>
internal sealed class ExecutionFrame(TemplateDefinition definition, TemplateValue data)
{
    private readonly List<(string Name, TemplateValue Value)> variables = [("$", data)];
    private Node? current;

    /// <summary>The number of variables, to go back to.</summary>
    public int VariableCount => variables.Count;

    /// <summary>Says which node is evaluated.</summary>
    public void At(Node node) => current = node;

    /// <summary>A failure at the node that is evaluated.</summary>
    public TemplateFailureException Fail(string message) => new(Describe(message));

    /// <summary>A message with the place in Go's words.</summary>
    public string Describe(string message) => current is null
        ? $"template: {definition.Name}: {message}"
        : $"template: {definition.Place(current)}: executing {QuotedText.Quote(definition.Name)} "
            + $"at <{current}>: {message}";

    /// <summary>Declares a variable.</summary>
    public void Declare(string name, TemplateValue value) => variables.Add((name, value));

    /// <summary>Forgets the variables declared since.</summary>
    public void CutTo(int count) => variables.RemoveRange(count, variables.Count - count);

    /// <summary>Sets the variable of this name that was declared last.</summary>
    public void Assign(string name, TemplateValue value) => variables[IndexOf(name)] = (name, value);

    /// <summary>Sets the variable <paramref name="fromEnd"/> places from the end.</summary>
    public void AssignLast(int fromEnd, TemplateValue value) =>
        variables[^fromEnd] = (variables[^fromEnd].Name, value);

    /// <summary>The value of a variable.</summary>
    public TemplateValue Variable(string name) => variables[IndexOf(name)].Value;

    private int IndexOf(string name)
    {
        var index = variables.FindLastIndex(variable => variable.Name == name);
        return index >= 0 ? index : throw Fail($"undefined variable: {name}");
    }
}
