using Belfry.Alerting.Templates.Formatting;
using Belfry.Alerting.Templates.Html;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>The functions that Go's text/template has built in.</summary>
internal static class BuiltInFunctions
{
    /// <summary>
    /// All of them by name. <c>and</c> and <c>or</c> are here for their parameters; the evaluator runs them.
    /// </summary>
    public static IReadOnlyDictionary<string, TemplateFunction> All { get; } =
        new Dictionary<string, TemplateFunction>(StringComparer.Ordinal)
        {
            ["and"] = TemplateFunction.Variadic(call => call[call.Count - 1], ParameterType.Any, ParameterType.Any),
            ["or"] = TemplateFunction.Variadic(call => call[call.Count - 1], ParameterType.Any, ParameterType.Any),
            ["not"] = TemplateFunction.Of(call => TemplateValue.Of(!call[0].IsTrue), ParameterType.Any),
            ["eq"] = TemplateFunction.Variadic(
                call => TemplateValue.Of(Comparison.EqualsAny(call.Arguments)), ParameterType.Any, ParameterType.Any),
            ["ne"] = Compare((left, right) => !Comparison.AreEqual(left, right)),
            ["lt"] = Compare((left, right) => Comparison.IsLess(left, right)),
            ["le"] = Compare((left, right) => Comparison.IsLess(left, right) || Comparison.AreEqual(left, right)),
            ["gt"] = Compare((left, right) => !Comparison.IsLess(left, right) && !Comparison.AreEqual(left, right)),
            ["ge"] = Compare((left, right) => !Comparison.IsLess(left, right)),
            ["len"] = TemplateFunction.Of(Length, ParameterType.Any),
            ["index"] = TemplateFunction.Variadic(Indexing.Index, ParameterType.Any, ParameterType.Any),
            ["slice"] = TemplateFunction.Variadic(Indexing.Slice, ParameterType.Any, ParameterType.Any),
            ["print"] = TemplateFunction.Variadic(
                call => TemplateValue.Of(GoFormat.Sprint(call.Arguments)), ParameterType.Any),
            ["println"] = TemplateFunction.Variadic(
                call => TemplateValue.Of(GoFormat.Sprintln(call.Arguments)), ParameterType.Any),
            ["printf"] = TemplateFunction.Variadic(
                call => TemplateValue.Of(GoFormat.Sprintf(call.Text(0), [.. call.Arguments.Skip(1)])),
                ParameterType.Text, ParameterType.Any),
            ["html"] = TemplateFunction.Variadic(EscapeHtml, ParameterType.Any),
            ["js"] = TemplateFunction.Variadic(
                call => TemplateValue.Of(Escaping.Js(Joined(call))), ParameterType.Any),
            ["urlquery"] = TemplateFunction.Variadic(EscapeUrl, ParameterType.Any),
            ["call"] = TemplateFunction.Variadic(Call, ParameterType.Any, ParameterType.Any),
        };

    /// <summary>The arguments as one text, as the escaping functions take them.</summary>
    public static string Joined(TemplateCall call) => call is { Count: 1 } && call[0] is TextValue text
        ? text.Value
        : GoFormat.Sprint(
            [.. call.Arguments.Select(argument => argument.IsNil ? TemplateValue.Of("<no value>") : argument)]);

    private static TemplateFunction Compare(Func<TemplateValue, TemplateValue, bool> compare) =>
        TemplateFunction.Of(
            call => TemplateValue.Of(compare(call[0], call[1])), ParameterType.Any, ParameterType.Any);

    private static TemplateValue Length(TemplateCall call) => call[0] switch
    {
        TextValue text => TemplateValue.Of(System.Text.Encoding.UTF8.GetByteCount(text.Value)),
        ListValue list => TemplateValue.Of(list.Items.Count),
        MapValue map => TemplateValue.Of(map.Entries.Count),
        NilValue => throw new TemplateFailureException("len of nil pointer"),
        var other => throw new TemplateFailureException($"len of type {other.TypeName}"),
    };

    // In HTML the result says that it is escaped, so that it is not escaped once more.
    private static TemplateValue EscapeHtml(TemplateCall call)
    {
        var escaped = Escaping.Html(Joined(call));
        return call.Execution.IsHtml ? new TextValue(escaped, TextValue.HtmlType) : TemplateValue.Of(escaped);
    }

    private static TemplateValue EscapeUrl(TemplateCall call)
    {
        var escaped = Escaping.UrlQuery(Joined(call));
        return call.Execution.IsHtml ? new TextValue(escaped, TextValue.UrlType) : TemplateValue.Of(escaped);
    }

    private static TemplateValue Call(TemplateCall call)
    {
        if (call[0] is not FunctionValue callee)
        {
            throw new TemplateFailureException(call[0].IsNil
                ? "call of nil"
                : $"non-function {QuotedText.Quote(GoFormat.Text(call[0]))} of type {call[0].TypeName}");
        }

        var function = callee.Function;
        var given = call.Count - 1;
        var isRightCount = function.IsVariadic
            ? given >= function.Parameters.Count - 1 : given == function.Parameters.Count;
        return isRightCount
            ? function.Body(new TemplateCall([.. call.Arguments.Skip(1)], call.Execution))
            : throw new TemplateFailureException(
                $"wrong number of args: got {given} want {function.Parameters.Count}");
    }
}
