using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Syntax;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>
/// Evaluates pipelines, fields and calls. It names the node it is at to the frame in exactly the order in which Go
/// does, because messages quote the node that was reached last. Not thread-safe.
/// </summary>
internal sealed class ExpressionEvaluator(TemplateSet set, ITemplateExecution execution)
{
    private static readonly IReadOnlyList<Node> NoArguments = [];

    /// <summary>The running call of a definition.</summary>
    public ExecutionFrame Frame { get; set; } = null!;

    /// <summary>The value of a pipeline; its variables are set.</summary>
    public TemplateValue Evaluate(TemplateValue dot, Node.Pipeline pipeline)
    {
        Frame.At(pipeline);
        TemplateValue? value = null;
        foreach (var command in pipeline.Commands)
        {
            value = EvaluateCommand(dot, command, value);
        }

        foreach (var variable in pipeline.Declarations)
        {
            if (pipeline.IsAssignment)
            {
                Frame.Assign(variable.Names[0], value!);
            }
            else
            {
                Frame.Declare(variable.Names[0], value!);
            }
        }

        return value!;
    }

    private TemplateValue EvaluateCommand(TemplateValue dot, Node.Command command, TemplateValue? final)
    {
        var first = command.Arguments[0];
        switch (first)
        {
            case Node.Field field:
                return EvaluateField(dot, field, command.Arguments, final);
            case Node.Chain chain:
                return EvaluateChain(dot, chain, command.Arguments, final);
            case Node.Identifier identifier:
                return EvaluateFunction(dot, identifier, command, command.Arguments, final);
            case Node.Pipeline pipeline:
                RefuseArguments(command.Arguments, final);
                return Evaluate(dot, pipeline);
            case Node.Variable variable:
                return EvaluateVariable(dot, variable, command.Arguments, final);
        }

        Frame.At(first);
        RefuseArguments(command.Arguments, final);
        return first switch
        {
            Node.Dot => dot,
            Node.Nil => throw Frame.Fail("nil is not a command"),
            _ => Literal(first),
        };
    }

    private void RefuseArguments(IReadOnlyList<Node> arguments, TemplateValue? final)
    {
        if (arguments.Count > 1 || final is not null)
        {
            throw Frame.Fail($"can't give argument to non-function {arguments[0]}");
        }
    }

    private TemplateValue Literal(Node node)
    {
        Frame.At(node);
        return node switch
        {
            Node.Boolean boolean => TemplateValue.Of(boolean.Value),
            Node.Quoted quoted => TemplateValue.Of(quoted.Value),
            Node.Number number => IdealConstant(number),
            _ => throw Frame.Fail($"can't evaluate command {QuotedText.Quote(node.ToString()!)}"),
        };
    }

    private TemplateValue IdealConstant(Node.Number number)
    {
        var literal = number.Literal;
        var isHex = number.Source.Contains('x', StringComparison.OrdinalIgnoreCase)
            && !number.Source.AsSpan().ContainsAny('p', 'P');
        if (literal.IsFloat && !isHex && number.Source[0] != '\'' && number.Source.AsSpan().ContainsAny(".eEpP"))
        {
            return TemplateValue.Of(literal.Float);
        }

        return literal.IsInteger
            ? TemplateValue.Of(literal.Integer)
            : throw Frame.Fail($"{number.Source} overflows int");
    }

    private TemplateValue EvaluateVariable(
        TemplateValue dot, Node.Variable variable, IReadOnlyList<Node> arguments, TemplateValue? final)
    {
        Frame.At(variable);
        var value = Frame.Variable(variable.Names[0]);
        if (variable.Names.Count == 1)
        {
            RefuseArguments(arguments.Count == 0 ? [variable] : arguments, final);
            return value;
        }

        return FollowFields(dot, value, variable, variable.Names, 1, arguments, final);
    }

    private TemplateValue EvaluateField(
        TemplateValue dot, Node.Field field, IReadOnlyList<Node> arguments, TemplateValue? final)
    {
        Frame.At(field);
        return FollowFields(dot, dot, field, field.Names, 0, arguments, final);
    }

    private TemplateValue EvaluateChain(
        TemplateValue dot, Node.Chain chain, IReadOnlyList<Node> arguments, TemplateValue? final)
    {
        Frame.At(chain);
        if (chain.Term is Node.Nil)
        {
            throw Frame.Fail($"indirection through explicit nil in {chain}");
        }

        var receiver = Argument(dot, ParameterType.Any, chain.Term);
        return FollowFields(dot, receiver, chain, chain.Names, 0, arguments, final);
    }

    private TemplateValue FollowFields(
        TemplateValue dot,
        TemplateValue receiver,
        Node node,
        IReadOnlyList<string> names,
        int start,
        IReadOnlyList<Node> arguments,
        TemplateValue? final)
    {
        for (var index = start; index < names.Count - 1; index++)
        {
            receiver = Field(dot, names[index], node, NoArguments, null, receiver);
        }

        return Field(dot, names[^1], node, arguments, final, receiver);
    }

    private TemplateValue Field(
        TemplateValue dot,
        string name,
        Node node,
        IReadOnlyList<Node> arguments,
        TemplateValue? final,
        TemplateValue receiver)
    {
        if (receiver is NilValue nil)
        {
            return nil.IsMissing ? FieldOfNothing(name) : throw Frame.Fail(
                $"nil pointer evaluating interface {{}}.{name}");
        }

        if (receiver.TryGetMethod(name, out var method))
        {
            return Call(dot, method, isBuiltIn: false, node, name, arguments, final);
        }

        var hasArguments = arguments.Count > 1 || final is not null;
        if (receiver is MapValue map)
        {
            return hasArguments
                ? throw Frame.Fail($"{name} is not a method but has arguments")
                : map.Find(name) ?? MissingEntry(map, name);
        }

        if (receiver.TryGetField(name, out var value))
        {
            return hasArguments
                ? throw Frame.Fail($"{name} has arguments but cannot be invoked as function")
                : value;
        }

        throw Frame.Fail($"can't evaluate field {name} in type {receiver.TypeName}");
    }

    private TemplateValue FieldOfNothing(string name) => set.Options.MissingKey == MissingKey.Error
        ? throw Frame.Fail($"nil data; no entry for key {QuotedText.Quote(name)}")
        : TemplateValue.Missing;

    private TemplateValue MissingEntry(MapValue map, string name) => set.Options.MissingKey switch
    {
        MissingKey.Zero => map.ElementZero,
        MissingKey.NoValue => TemplateValue.Missing,
        _ => throw Frame.Fail($"map has no entry for key {QuotedText.Quote(name)}"),
    };

    private TemplateValue EvaluateFunction(
        TemplateValue dot,
        Node.Identifier identifier,
        Node command,
        IReadOnlyList<Node> arguments,
        TemplateValue? final)
    {
        Frame.At(identifier);
        return set.Functions.TryGet(identifier.Name, out var function)
            ? Call(dot, function, set.Functions.IsBuiltIn(identifier.Name), command, identifier.Name, arguments, final)
            : throw Frame.Fail($"{QuotedText.Quote(identifier.Name)} is not a defined function");
    }

    /// <summary>
    /// Calls; the first of <paramref name="nodes"/> names what is called, the others are its arguments.
    /// </summary>
    private TemplateValue Call(
        TemplateValue dot,
        TemplateFunction function,
        bool isBuiltIn,
        Node node,
        string name,
        IReadOnlyList<Node> nodes,
        TemplateValue? final)
    {
        var written = Math.Max(nodes.Count - 1, 0);
        CheckCount(function, name, written, written + (final is null ? 0 : 1));
        if (isBuiltIn && name is "and" or "or")
        {
            return ShortCircuit(dot, nodes, final, stopsAt: name == "or");
        }

        var arguments = new List<TemplateValue>(written + 1);
        for (var index = 0; index < written; index++)
        {
            arguments.Add(Argument(dot, TypeAt(function, index), nodes[index + 1]));
        }

        if (final is not null)
        {
            arguments.Add(Validate(final, TypeAt(function, written)));
        }

        try
        {
            return function.Body(new TemplateCall(arguments, execution));
        }
        catch (TemplateFailureException failure)
        {
            Frame.At(node);
            throw Frame.Fail($"error calling {name}: {failure.Message}");
        }
    }

    private void CheckCount(TemplateFunction function, string name, int written, int given)
    {
        var wanted = function.Parameters.Count;
        if (function.IsVariadic && given < wanted - 1)
        {
            throw Frame.Fail($"wrong number of args for {name}: want at least {wanted - 1} got {written}");
        }

        if (!function.IsVariadic && given != wanted)
        {
            throw Frame.Fail($"wrong number of args for {name}: want {wanted} got {given}");
        }
    }

    private static ParameterType TypeAt(TemplateFunction function, int index) =>
        function.Parameters[Math.Min(index, function.Parameters.Count - 1)];

    private TemplateValue ShortCircuit(
        TemplateValue dot, IReadOnlyList<Node> nodes, TemplateValue? final, bool stopsAt)
    {
        TemplateValue? value = null;
        for (var index = 1; index < nodes.Count; index++)
        {
            value = Argument(dot, ParameterType.Any, nodes[index]);
            if (value.IsTrue == stopsAt)
            {
                return value;
            }
        }

        return final ?? value!;
    }

    private TemplateValue Argument(TemplateValue dot, ParameterType type, Node node)
    {
        Frame.At(node);
        switch (node)
        {
            case Node.Dot:
                return Validate(dot, type);
            case Node.Nil:
                return type.Kind is null or ValueKind.Struct
                    ? TemplateValue.Nil
                    : throw Frame.Fail($"cannot assign nil to {type.TypeName}");
            case Node.Field field:
                return Validate(EvaluateField(dot, field, [node], null), type);
            case Node.Variable variable:
                return Validate(EvaluateVariable(dot, variable, NoArguments, null), type);
            case Node.Pipeline pipeline:
                return Validate(Evaluate(dot, pipeline), type);
            case Node.Identifier identifier:
                return Validate(EvaluateFunction(dot, identifier, identifier, NoArguments, null), type);
            case Node.Chain chain:
                return Validate(EvaluateChain(dot, chain, NoArguments, null), type);
            default:
                return LiteralOf(type, node);
        }
    }

    private TemplateValue LiteralOf(ParameterType type, Node node)
    {
        Frame.At(node);
        switch (type.Kind, node)
        {
            case (null, _):
                return Literal(node);
            case (ValueKind.Boolean, Node.Boolean boolean):
                return TemplateValue.Of(boolean.Value);
            case (ValueKind.Text, Node.Quoted quoted):
                return TemplateValue.Of(quoted.Value);
            case (ValueKind.Integer, Node.Number { Literal.IsInteger: true } number):
                return new IntegerValue(number.Literal.Integer, type.TypeName);
            case (ValueKind.Float, Node.Number { Literal.IsFloat: true } number):
                return TemplateValue.Of(number.Literal.Float);
        }

        throw Frame.Fail(type.Kind switch
        {
            ValueKind.Boolean => $"expected bool; found {node}",
            ValueKind.Text => $"expected string; found {node}",
            ValueKind.Integer => $"expected integer; found {node}",
            ValueKind.Float => $"expected float; found {node}",
            _ => $"can't handle {node} for arg of type {type.TypeName}",
        });
    }

    private TemplateValue Validate(TemplateValue value, ParameterType type)
    {
        if (type.Kind is null)
        {
            return value;
        }

        if (value.IsNil)
        {
            throw Frame.Fail($"invalid value; expected {type.TypeName}");
        }

        return type.Accepts(value)
            ? value
            : throw Frame.Fail($"wrong type for value; expected {type.TypeName}; got {value.TypeName}");
    }
}
