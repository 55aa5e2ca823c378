using System.Globalization;
using System.Text;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Formatting;

/// <summary>Prints one value by one verb, as Go's <c>fmt</c> does. Not thread-safe.</summary>
internal sealed class ValuePrinter(StringBuilder destination)
{
    private readonly ScalarPrinter scalars = new(destination);

    /// <summary>Appends <paramref name="value"/>; a verb that does not fit shows as a mistake.</summary>
    public void Print(TemplateValue value, string verb, FormatFlags flags)
    {
        if (verb == "T")
        {
            scalars.Text(value.TypeName, "s", flags with { Precision = null });
            return;
        }

        if (value.IsNil)
        {
            PrintNil(verb, flags);
            return;
        }

        var isGoSyntax = verb == "v" && flags.Sharp;
        if (!isGoSyntax && verb is "v" or "s" or "q" or "x" or "X" && value.OwnText is { } own)
        {
            scalars.Text(own, verb, flags);
            return;
        }

        var isPrinted = value switch
        {
            BooleanValue boolean => scalars.Boolean(boolean.Value, verb, flags),
            IntegerValue number => scalars.Integer(number.Value, verb, flags),
            UnsignedValue number => scalars.Unsigned(number.Value, verb, flags),
            FloatValue number => scalars.Float(number.Value, verb, flags),
            TextValue text => scalars.Text(text.Value, verb, flags),
            ListValue list => PrintList(list, verb, flags),
            MapValue map => PrintMap(map, verb, flags),
            StructValue structure => PrintStruct(structure, verb, flags),
            _ => scalars.Text("0x0", "s", flags),
        };
        if (!isPrinted)
        {
            PrintMistake(value, verb);
        }
    }

    private void PrintNil(string verb, FormatFlags flags)
    {
        if (verb == "v")
        {
            scalars.Text("<nil>", "s", flags with { Precision = null });
            return;
        }

        destination.Append(CultureInfo.InvariantCulture, $"%!{verb}(<nil>)");
    }

    private void PrintMistake(TemplateValue value, string verb)
    {
        destination.Append(CultureInfo.InvariantCulture, $"%!{verb}({value.TypeName}=");
        Print(value, "v", default);
        destination.Append(')');
    }

    private bool PrintList(ListValue list, string verb, FormatFlags flags)
    {
        var isGoSyntax = verb == "v" && flags.Sharp;
        destination.Append(isGoSyntax ? list.TypeName + "{" : "[");
        for (var index = 0; index < list.Items.Count; index++)
        {
            destination.Append(index == 0 ? "" : isGoSyntax ? ", " : " ");
            PrintElement(list.Items[index], verb, flags);
        }

        destination.Append(isGoSyntax ? '}' : ']');
        return true;
    }

    private bool PrintMap(MapValue map, string verb, FormatFlags flags)
    {
        var isGoSyntax = verb == "v" && flags.Sharp;
        destination.Append(isGoSyntax ? map.TypeName + "{" : "map[");
        var isFirst = true;
        foreach (var (key, value) in map.Entries)
        {
            destination.Append(isFirst ? "" : isGoSyntax ? ", " : " ");
            isFirst = false;
            Print(TemplateValue.Of(key), verb, flags);
            destination.Append(':');
            PrintElement(value, verb, flags);
        }

        destination.Append(isGoSyntax ? '}' : ']');
        return true;
    }

    private bool PrintStruct(StructValue structure, string verb, FormatFlags flags)
    {
        var isGoSyntax = verb == "v" && flags.Sharp;
        destination.Append(isGoSyntax ? structure.TypeName : "").Append('{');
        for (var index = 0; index < structure.Fields.Count; index++)
        {
            destination.Append(index == 0 ? "" : isGoSyntax ? ", " : " ");
            if (verb == "v" && (flags.Plus || isGoSyntax))
            {
                destination.Append(structure.Fields[index].Key).Append(':');
            }

            PrintElement(structure.Fields[index].Value, verb, flags);
        }

        destination.Append('}');
        return true;
    }

    private void PrintElement(TemplateValue value, string verb, FormatFlags flags)
    {
        if (value.IsNil)
        {
            destination.Append(verb == "v" && flags.Sharp ? "interface {}(nil)" : "<nil>");
            return;
        }

        Print(value, verb, flags);
    }
}
