using System.Text;

namespace Belfry.Server.Flags;

/// <summary>The text of <c>--help</c>, made from the definitions.</summary>
internal static class FlagHelp
{
    private const int ColumnWidth = 46;

    internal static string Text(
        string usage,
        string about,
        IReadOnlyList<FlagDefinition> flags,
        IReadOnlyList<ArgumentDefinition> arguments)
    {
        var text = new StringBuilder($"usage: {usage}\n\n{about}\n");
        if (arguments.Count > 0)
        {
            text.Append("\nArguments:\n");
        }

        foreach (var argument in arguments)
        {
            text.Append(("  " + argument.Name).PadRight(ColumnWidth)).Append(argument.Help);
            text.Append(argument.Default is { } fallback ? $" Without it: {fallback}\n" : "\n");
        }

        text.Append(flags.Count > 0 ? "\nFlags:\n" : "");
        foreach (var flag in flags)
        {
            var form = flag.Kind == FlagKind.Switch
                ? $"  {Letter(flag)}--[no-]{flag.Name}"
                : $"  --{flag.Name}={Sample(flag)}";
            text.Append(form.Length < ColumnWidth
                ? form.PadRight(ColumnWidth)
                : form + "\n" + new string(' ', ColumnWidth));
            text.Append(flag.Help);
            text.Append(flag.IsWithoutEffect ? " Accepted; without effect in this version.\n" : "\n");
        }

        return text.ToString();
    }

    private static string Letter(FlagDefinition flag) => flag.Letter is { } letter ? $"-{letter}, " : "";

    private static string Sample(FlagDefinition flag) =>
        flag.Default.Length > 0
            ? $"\"{flag.Default}\""
            : flag.Name[(flag.Name.LastIndexOf('.') + 1)..].ToUpperInvariant();
}
