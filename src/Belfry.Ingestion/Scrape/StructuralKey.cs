using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Belfry.Configuration;
using Belfry.Model;
using Belfry.Model.Diagnostics;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// A text that is equal for configurations of equal content. Records compare their lists by reference, so a reload
/// would find every job changed. Where something is written does not count. Holds secrets: never show it.
/// </summary>
internal static class StructuralKey
{
    internal static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('~');
                break;
            case SourceLocation:
                break;
            case string or Labels or Uri:
                QuotedText.Append(text, value.ToString() ?? "");
                break;
            case Secret secret:
                QuotedText.Append(text, secret.Reveal());
                break;
            case IConvertible or TimeSpan:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case IEnumerable list:
                AppendList(text, list);
                break;
            default:
                AppendProperties(text, value);
                break;
        }
    }

    private static void AppendList(StringBuilder text, IEnumerable list)
    {
        text.Append('[');
        foreach (var element in list)
        {
            Append(text, element);
            text.Append(',');
        }

        text.Append(']');
    }

    private static void AppendProperties(StringBuilder text, object value)
    {
        text.Append('{');
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            text.Append(property.Name).Append('=');
            Append(text, property.GetValue(value));
            text.Append(';');
        }

        text.Append('}');
    }
}
