using System.Text;
using Belfry.Configuration.Binding;

namespace Belfry.Configuration.Prometheus;

/// <summary>
/// Replaces <c>$NAME</c> and <c>${NAME}</c> in external labels; <c>$$</c> is a dollar. Variables that are not set are
/// empty, with a warning. Source: Go's <c>os.Expand</c>, as Prometheus uses it.
/// </summary>
internal static class VariableExpansion
{
    internal static string Expand(Reading reading, NamedText label, Func<string, string?> variable)
    {
        var source = label.Text;
        if (!source.Contains('$', StringComparison.Ordinal))
        {
            return source;
        }

        var text = new StringBuilder();
        var index = 0;
        while (index < source.Length)
        {
            if (source[index] != '$' || index + 1 == source.Length)
            {
                text.Append(source[index++]);
                continue;
            }

            var (name, length) = TakeName(source.AsSpan(index + 1));
            index += 1 + length;
            if (name.Length == 0 && length == 0)
            {
                text.Append('$');
            }
            else if (name == "$")
            {
                text.Append('$');
            }
            else if (name.Length > 0)
            {
                text.Append(Value(reading, label, name, variable));
            }
        }

        return text.ToString();
    }

    private static string Value(Reading reading, NamedText label, string name, Func<string, string?> variable)
    {
        if (variable(name) is { Length: > 0 } value)
        {
            return value;
        }

        reading.Warning(label.Location, $"empty environment variable `{name}`", "write `$$` for a dollar sign");
        return "";
    }

    // The name and how many characters it takes; an empty name of some length is bad syntax, which is swallowed.
    private static (string Name, int Length) TakeName(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '{')
        {
            var end = rest.IndexOf('}');
            return end < 0 ? ("", 1) : (rest[1..end].ToString(), end + 1);
        }

        if ("*#$@!?-0123456789".Contains(rest[0]))
        {
            return (rest[..1].ToString(), 1);
        }

        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        return (rest[..length].ToString(), length);
    }
}
