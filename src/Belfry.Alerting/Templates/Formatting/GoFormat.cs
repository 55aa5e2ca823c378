using System.Text;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>Go's <c>fmt.Sprintf</c>, <c>Sprint</c> and <c>Sprintln</c> over template values.</summary>
internal static class GoFormat
{
    /// <summary>A value as <c>%v</c> shows it.</summary>
    public static string Text(TemplateValue value)
    {
        if (value is TextValue text)
        {
            return text.Value;
        }

        var destination = new StringBuilder();
        new ValuePrinter(destination).Print(value, "v", default);
        return destination.ToString();
    }

    /// <summary>The values one after another, with a space between two of which neither is text.</summary>
    public static string Sprint(IReadOnlyList<TemplateValue> values)
    {
        var destination = new StringBuilder();
        for (var index = 0; index < values.Count; index++)
        {
            if (index > 0 && values[index].Kind != ValueKind.Text && values[index - 1].Kind != ValueKind.Text)
            {
                destination.Append(' ');
            }

            destination.Append(Text(values[index]));
        }

        return destination.ToString();
    }

    /// <summary>The values with spaces between and a line end.</summary>
    public static string Sprintln(IReadOnlyList<TemplateValue> values) => string.Join(' ', values.Select(Text)) + "\n";

    /// <summary>Formats by directives; mistakes show in the text, as <c>%!d(string=hi)</c>.</summary>
    public static string Sprintf(string format, IReadOnlyList<TemplateValue> arguments)
    {
        var destination = new StringBuilder();
        var printer = new ValuePrinter(destination);
        var directives = new DirectiveReader(format, arguments);
        while (true)
        {
            var hasDirective = directives.TryReadText(out var text);
            destination.Append(text);
            if (!hasDirective)
            {
                break;
            }

            var hasVerb = directives.TryReadDirective(out var flags, out var verb);
            destination.Append(directives.HasBadWidth ? "%!(BADWIDTH)" : "");
            destination.Append(directives.HasBadPrecision ? "%!(BADPREC)" : "");
            if (!hasVerb)
            {
                destination.Append("%!(NOVERB)");
                break;
            }

            if (verb is "%")
            {
                destination.Append('%');
            }
            else if (!directives.IsIndexGood)
            {
                destination.Append($"%!{verb}(BADINDEX)");
            }
            else if (directives.TryTakeArgument(out var argument))
            {
                printer.Print(argument, verb.ToString(), flags);
            }
            else
            {
                destination.Append($"%!{verb}(MISSING)");
            }
        }

        if (!directives.IsReordered && directives.ArgumentIndex < arguments.Count)
        {
            AppendExtra(destination, printer, arguments, directives.ArgumentIndex);
        }

        return destination.ToString();
    }

    private static void AppendExtra(
        StringBuilder destination, ValuePrinter printer, IReadOnlyList<TemplateValue> arguments, int from)
    {
        destination.Append("%!(EXTRA ");
        for (var index = from; index < arguments.Count; index++)
        {
            destination.Append(index > from ? ", " : "");
            if (arguments[index].IsNil)
            {
                destination.Append("<nil>");
                continue;
            }

            destination.Append(arguments[index].TypeName).Append('=');
            printer.Print(arguments[index], "v", default);
        }

        destination.Append(')');
    }
}
