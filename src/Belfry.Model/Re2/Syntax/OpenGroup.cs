namespace Belfry.Model.Re2.Syntax;

/// <summary>
/// A group whose closing parenthesis has not been read yet; the whole pattern is one too. A negative number is that of
/// a group that remembers nothing.
/// </summary>
internal sealed class OpenGroup(int group, Re2Flags flagsBefore)
{
    private readonly List<Re2Node> choices = [];
    private List<Re2Node> parts = [];

    internal int Group => group;

    /// <summary>The flags that hold again behind the group.</summary>
    internal Re2Flags FlagsBefore => flagsBefore;

    /// <summary>
    /// The part read last, which a repetition applies to; null when there is none. Set only when there is.
    /// </summary>
    internal Re2Node? Last
    {
        get => parts.Count > 0 ? parts[^1] : null;
        set => parts[^1] = value!;
    }

    internal void Add(Re2Node node) => parts.Add(node);

    /// <summary>What was read since the last bar is one choice; another begins.</summary>
    internal void NextChoice()
    {
        choices.Add(Re2Node.Concat(parts));
        parts = [];
    }

    internal Re2Node Close()
    {
        NextChoice();
        return Re2Node.Alternate(choices);
    }
}
