using System.Runtime.CompilerServices;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Syntax;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>
/// One execution of a template: walks its nodes and writes. Used once, by one thread. Failures are
/// <see cref="TemplateFailureException"/>s whose message has the place already.
/// </summary>
internal sealed class TemplateExecution : ITemplateExecution
{
    private readonly TemplateSet set;
    private readonly ExecutionBudget budget;
    private readonly ITemplateOutput output;
    private readonly ExpressionEvaluator expressions;
    private ExecutionFrame frame = null!;

    internal TemplateExecution(
        TemplateSet set,
        TemplateValue root,
        object? host,
        bool isHtml,
        ITemplateOutput output,
        ExecutionBudget budget)
    {
        Host = host;
        this.set = set;
        this.budget = budget;
        this.output = output;
        Root = root;
        IsHtml = isHtml;
        expressions = new ExpressionEvaluator(set, this);
    }

    /// <inheritdoc/>
    public TemplateValue Root { get; }

    /// <inheritdoc/>
    public object? Host { get; }

    /// <inheritdoc/>
    public bool IsHtml { get; }

    /// <inheritdoc/>
    public string ExpandInline(string name, string text, TemplateValue data)
    {
        if (budget.Expanding.Contains(name))
        {
            throw new TemplateFailureException(
                $"template expands itself: {string.Join(" -> ", budget.Expanding)} -> {name}");
        }

        if (!set.TryAdd(new TemplateSource(name, text), out var extended, out var diagnostics))
        {
            throw new TemplateFailureException(diagnostics[0].Message);
        }

        budget.Expanding.Add(name);
        var expanded = Expand(extended, extended.Find(name)!, data);
        budget.Expanding.RemoveAt(budget.Expanding.Count - 1);
        return expanded;
    }

    /// <inheritdoc/>
    public string ExpandDefinition(string name, TemplateValue data) => set.Find(name) is { } definition
        ? Expand(set, definition, data)
        : throw new TemplateFailureException($"template {QuotedText.Quote(name)} not defined");

    /// <summary>Runs a definition to its end.</summary>
    internal void Run(TemplateDefinition definition, TemplateValue data)
    {
        if (budget.Depth >= set.Options.DepthMax || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fail($"exceeded maximum template depth ({set.Options.DepthMax})");
        }

        var caller = frame;
        frame = expressions.Frame = new ExecutionFrame(definition, data);
        budget.Depth++;
        Walk(definition.Body, data);
        budget.Depth--;
        frame = expressions.Frame = caller;
    }

    private string Expand(TemplateSet definitions, TemplateDefinition definition, TemplateValue data)
    {
        var nested = new TextOutput(set.Options.OutputLengthMax);
        new TemplateExecution(definitions, data, Host, isHtml: false, nested, budget) { frame = frame }
            .Run(definition, data);
        return nested.Complete();
    }

    private TemplateFailureException Fail(string message) =>
        frame is null ? new TemplateFailureException(message) : frame.Fail(message);

    private Flow Walk(Node node, TemplateValue dot)
    {
        frame.At(node);
        try
        {
            budget.Step();
        }
        catch (TemplateFailureException failure)
        {
            throw Fail(failure.Message);
        }

        switch (node)
        {
            case Node.Sequence sequence:
                return WalkSequence(sequence, dot);
            case Node.Text text:
                Write(() => output.WriteText(text.Value));
                return Flow.Next;
            case Node.Action action:
                var value = expressions.Evaluate(dot, action.Pipe);
                if (action.Pipe.Declarations.Count == 0)
                {
                    Print(action, value);
                }

                return Flow.Next;
            case Node.Break:
                return Flow.Break;
            case Node.Continue:
                return Flow.Continue;
            case Node.Template template:
                WalkTemplate(template, dot);
                return Flow.Next;
            default:
                return WalkBranch((Node.Branch)node, dot);
        }
    }

    private Flow WalkSequence(Node.Sequence sequence, TemplateValue dot)
    {
        foreach (var node in sequence.Nodes)
        {
            var flow = Walk(node, dot);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private void Print(Node node, TemplateValue value)
    {
        frame.At(node);
        if (value.Kind == ValueKind.Function)
        {
            throw frame.Fail($"can't print {node} of type {value.TypeName}");
        }

        Write(() => output.WriteValue(value));
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (TemplateFailureException failure)
        {
            throw Fail(failure.Message);
        }
    }

    private void WalkTemplate(Node.Template node, TemplateValue dot)
    {
        var definition = set.Find(node.Name)
            ?? throw frame.Fail($"template {QuotedText.Quote(node.Name)} not defined");
        var data = node.Pipe is null ? TemplateValue.Missing : expressions.Evaluate(dot, node.Pipe);
        frame.At(node);
        Run(definition, data);
    }

    private Flow WalkBranch(Node.Branch branch, TemplateValue dot)
    {
        var mark = frame.VariableCount;
        var flow = branch.Keyword == TokenKind.Range ? WalkRange(branch, dot) : WalkIfOrWith(branch, dot);
        frame.CutTo(mark);
        return flow;
    }

    private Flow WalkIfOrWith(Node.Branch branch, TemplateValue dot)
    {
        var value = expressions.Evaluate(dot, branch.Pipe);
        if (value.IsTrue)
        {
            return Walk(branch.Body, branch.Keyword == TokenKind.With ? value : dot);
        }

        return branch.Otherwise is null ? Flow.Next : Walk(branch.Otherwise, dot);
    }

    private Flow WalkRange(Node.Branch range, TemplateValue dot)
    {
        var value = expressions.Evaluate(dot, range.Pipe);
        var mark = frame.VariableCount;
        var isEmpty = true;
        foreach (var (index, element) in Elements(range, value))
        {
            isEmpty = false;
            Bind(range.Pipe, index, element);
            var flow = Walk(range.Body, element);
            frame.CutTo(mark);
            if (flow == Flow.Break)
            {
                break;
            }
        }

        return isEmpty && range.Otherwise is not null ? Walk(range.Otherwise, dot) : Flow.Next;
    }

    private IEnumerable<(TemplateValue Index, TemplateValue Element)> Elements(
        Node.Branch range, TemplateValue value) =>
        value switch
        {
            NilValue => [],
            ListValue list => list.Items.Select((item, index) => (TemplateValue.Of(index), item)),
            MapValue map => map.Entries.Select(entry => (TemplateValue.Of(entry.Key), entry.Value)),
            IntegerValue number when range.Pipe.Declarations.Count > 1 =>
                throw frame.Fail($"can't use {number.Value} to iterate over more than one variable"),
            IntegerValue number => Numbers(number),
            _ => throw frame.Fail($"range can't iterate over {Formatting.GoFormat.Text(value)}"),
        };

    private static IEnumerable<(TemplateValue Index, TemplateValue Element)> Numbers(IntegerValue count)
    {
        for (var number = 0L; number < count.Value; number++)
        {
            var value = new IntegerValue(number, count.TypeName);
            yield return (value, value);
        }
    }

    // With two variables the index comes first; with one it is the element.
    private void Bind(Node.Pipeline pipeline, TemplateValue index, TemplateValue element)
    {
        var names = pipeline.Declarations;
        if (names.Count == 0)
        {
            return;
        }

        if (pipeline.IsAssignment)
        {
            frame.Assign(names[0].Names[0], names.Count > 1 ? index : element);
            if (names.Count > 1)
            {
                frame.Assign(names[1].Names[0], element);
            }

            return;
        }

        frame.AssignLast(1, element);
        if (names.Count > 1)
        {
            frame.AssignLast(2, index);
        }
    }
}
