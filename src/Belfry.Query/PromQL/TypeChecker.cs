using System.Globalization;
using Belfry.Model;

namespace Belfry.Query.PromQL;

/// <summary>
/// Finds what the grammar allows but the types do not, in the order and words of Prometheus. It walks with a stack of
/// its own, since the tree of a long chain of operators is as deep as the chain.
/// </summary>
internal sealed class TypeChecker(Lexer lexer, ProblemList problems, PromQLFeatures features)
{
    private readonly Stack<Work> stack = new();

    internal void Check(Expression root)
    {
        stack.Push(new Work(root, WorkKind.Enter));
        while (stack.TryPop(out var work))
        {
            switch (work.Kind)
            {
                case WorkKind.Enter:
                    Enter(work.Node);
                    break;
                case WorkKind.Leave:
                    Leave(work.Node);
                    break;
                default:
                    Expect(work.Node, work.Expected, work.Context);
                    break;
            }
        }
    }

    private void Enter(Expression node)
    {
        switch (node)
        {
            case AggregateExpression aggregate:
                EnterAggregate(aggregate);
                break;
            case FunctionCall call:
                EnterCall(call);
                break;
            case VectorSelector selector:
                CheckSelector(selector);
                break;
            default:
                stack.Push(new Work(node, WorkKind.Leave));
                for (var index = node.Children.Count - 1; index >= 0; index--)
                {
                    stack.Push(new Work(node.Children[index], WorkKind.Enter));
                }

                break;
        }
    }

    private void Leave(Expression node)
    {
        switch (node)
        {
            case BinaryExpression binary:
                CheckBinary(binary);
                break;
            case UnaryExpression unary when unary.Type is not (ExpressionType.Scalar or ExpressionType.Vector):
                problems.Add(
                    unary.Span,
                    "unary expression only allowed on expressions of type scalar or instant vector, got "
                    + QuotedText.Quote(unary.Type.DocumentedName()));
                break;
            case SubqueryExpression subquery when subquery.Inner.Type != ExpressionType.Vector:
                problems.Add(
                    subquery.Span,
                    $"subquery is only allowed on instant vector, got {subquery.Inner.Type.ResultName()} instead");
                break;
        }
    }

    private void Expect(Expression node, ExpressionType expected, string context)
    {
        if (node.Type != expected)
        {
            problems.Add(
                node.Span, $"expected type {expected.DocumentedName()} in {context}, got {node.Type.DocumentedName()}");
        }
    }

    private void PushExpectation(Expression node, ExpressionType expected, string context)
    {
        stack.Push(new Work(node, WorkKind.Expect) { Expected = expected, Context = context });
        stack.Push(new Work(node, WorkKind.Enter));
    }

    private void EnterAggregate(AggregateExpression aggregate)
    {
        if (aggregate.Parameter is { } parameter)
        {
            var expected = aggregate.Operator == AggregateOperator.CountValues
                ? ExpressionType.Text
                : ExpressionType.Scalar;
            PushExpectation(parameter, expected, "aggregation parameter");
        }

        PushExpectation(aggregate.Operand, ExpressionType.Vector, "aggregation expression");
    }

    private void EnterCall(FunctionCall call)
    {
        CheckArgumentCount(call);
        if (call.Name == "info" && call.Arguments.Count > 1)
        {
            CheckInfoSelector(call.Arguments[1]);
        }

        var types = call.Signature.ArgumentTypes;
        var isVariadic = call.Signature.Variadic != 0;
        for (var index = call.Arguments.Count - 1; index >= 0; index--)
        {
            if (index < types.Count || isVariadic)
            {
                var type = types[Math.Min(index, types.Count - 1)];
                var isInfoSelector = call.Name == "info" && index == 1;
                if (!isInfoSelector)
                {
                    PushExpectation(call.Arguments[index], type, $"call to function \"{call.Name}\"");
                }
            }
        }
    }

    private void CheckInfoSelector(Expression argument)
    {
        if (argument is not VectorSelector selector)
        {
            problems.Add(argument.Span, "expected label selectors only");
        }
        else if (selector.Name.Length > 0)
        {
            problems.Add(argument.Span, "expected label selectors only, got vector selector instead");
        }
    }

    private void CheckArgumentCount(FunctionCall call)
    {
        var count = call.Arguments.Count;
        var types = call.Signature.ArgumentTypes.Count;
        var variadic = call.Signature.Variadic;
        var least = variadic == 0 ? types : types - 1;
        var (wrong, bound, word) = (variadic, count) switch
        {
            (0, _) when count != types => (true, types, ""),
            (not 0, _) when count < least => (true, least, "at least "),
            ( > 0, _) when count > least + variadic => (true, least + variadic, "at most "),
            _ => (false, 0, ""),
        };
        if (wrong)
        {
            problems.Add(call.Span, string.Create(
                CultureInfo.InvariantCulture,
                $"expected {word}{bound} argument(s) in call to \"{call.Name}\", got {count}"));
        }
    }

    private void CheckSelector(VectorSelector selector)
    {
        if (selector.Name.Length > 0)
        {
            foreach (var matcher in selector.Matchers.Take(selector.Matchers.Count - 1))
            {
                if (matcher.Name == LabelNames.MetricName)
                {
                    problems.Add(
                        selector.Span,
                        $"metric name must not be set twice: {QuotedText.Quote(selector.Name)} or "
                        + QuotedText.Quote(matcher.Value));
                }
            }
        }
        else if (selector.Matchers.All(matcher => matcher.MatchesEmpty))
        {
            problems.Add(
                selector.Span,
                "vector selector must contain at least one non-empty matcher",
                "name a metric, or add a matcher that the empty text does not satisfy");
        }
    }

    private SourceSpan OperatorSpan(BinaryExpression binary)
    {
        var start = binary.Left.Span.End;
        while (lexer.IsSpaceAt(start))
        {
            start++;
        }

        var end = binary.Right.Span.Start - 1;
        while (lexer.IsSpaceAt(end))
        {
            end--;
        }

        return new SourceSpan(start, end);
    }

    private void CheckBinary(BinaryExpression binary)
    {
        var (left, right) = (binary.Left.Type, binary.Right.Type);
        var op = QuotedText.Quote(binary.Operator.Text());
        if (binary.ReturnsBool && !binary.Operator.IsComparison())
        {
            problems.Add(OperatorSpan(binary), "bool modifier can only be used on comparison operators");
        }

        var areScalars = left == ExpressionType.Scalar && right == ExpressionType.Scalar;
        if (binary.Operator.IsComparison() && !binary.ReturnsBool && areScalars)
        {
            problems.Add(
                OperatorSpan(binary), "comparisons between scalars must use BOOL modifier",
                $"write `{binary.Operator.Text()} bool`");
        }

        CheckMatching(binary, op);
        if ((left == ExpressionType.Scalar || right == ExpressionType.Scalar) && binary.Operator.IsSet())
        {
            problems.Add(binary.Span, $"set operator {op} not allowed in binary scalar expression");
        }
    }

    private void CheckMatching(BinaryExpression binary, string op)
    {
        var matching = binary.WrittenMatching;
        foreach (var label in matching.IsOn ? matching.Labels.Where(matching.Include.Contains) : [])
        {
            problems.Add(
                OperatorSpan(binary), $"label {QuotedText.Quote(label)} must not occur in ON and GROUP clause at once");
        }

        CheckOperand(binary.Left);
        CheckOperand(binary.Right);
        var isFilled = matching.FillLeft is not null || matching.FillRight is not null;
        if (isFilled && !features.FillModifiers)
        {
            problems.Add(binary.Span, "binop fill modifiers are experimental and not enabled");
        }

        if (binary.Matching is null)
        {
            if (matching.Labels.Count > 0)
            {
                problems.Add(binary.Span, "vector matching only allowed between instant vectors");
            }

            if (isFilled)
            {
                problems.Add(binary.Span, "filling in missing series only allowed between instant vectors");
            }
        }
        else if (binary.Operator.IsSet())
        {
            if (matching.Cardinality != MatchCardinality.OneToOne)
            {
                problems.Add(binary.Span, $"no grouping allowed for {op} operation");
                problems.Add(binary.Span, "set operations must always be many-to-many");
            }

            if (isFilled)
            {
                problems.Add(binary.Span, "filling in missing series not allowed for set operators");
            }
        }
    }

    private void CheckOperand(Expression operand)
    {
        if (operand.Type is not (ExpressionType.Scalar or ExpressionType.Vector))
        {
            problems.Add(operand.Span, "binary expression must contain only scalar and instant vector types");
        }
    }

    private enum WorkKind
    {
        Enter,
        Leave,
        Expect,
    }

    private readonly record struct Work(Expression Node, WorkKind Kind)
    {
        public ExpressionType Expected { get; init; }

        public string Context { get; init; } = "";
    }
}
