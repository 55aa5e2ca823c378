using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Belfry.Model.Re2.Automata;
using Belfry.Model.Re2.Shapes;
using Belfry.Model.Re2.Syntax;

namespace Belfry.Model.Re2;

/// <summary>
/// A regular expression of RE2's syntax and meaning as Go's <c>regexp</c> has it, matched in time linear in the text.
/// Bytes that are not UTF-8 count as U+FFFD, one by one. Immutable and thread-safe.
/// </summary>
public sealed class Re2Expression
{
    private const int StackBytesMax = 512;

    private readonly Re2SyntaxTree tree;
    private readonly TextShape? shape;
    private readonly Lazy<Re2Program> program;
    private readonly Lazy<Dfa> dfa;
    private readonly ConcurrentBag<PikeMachine> machines = [];

    private Re2Expression(string pattern, Re2SyntaxTree tree)
    {
        Pattern = pattern;
        this.tree = tree;
        var inner = ShapeFinder.Unanchored(tree.Root, out var isWhole);
        var values = isWhole ? ShapeFinder.FiniteValues(inner) : null;
        FiniteValues = values is null || values.Contains("") ? null : values;
        shape = ShapeFinder.Find(inner, isWhole);
        program = new Lazy<Re2Program>(() => Re2Compiler.Compile(tree.Root));
        dfa = new Lazy<Dfa>(() => new Dfa(program.Value));
    }

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>
    /// The only texts that match, when they are a small set known without looking, as <c>a|b|c</c> or <c>(a|b)_[xy]</c>
    /// have it; otherwise null. Always null for an expression that is not anchored and for one that matches the empty
    /// text. No text twice; in order of the pattern.
    /// </summary>
    public IReadOnlyList<string>? FiniteValues { get; }

    /// <summary>The number of parenthesised groups, the whole match not counted.</summary>
    public int NumberOfGroups => tree.GroupNames.Count - 1;

    /// <summary>The names of the groups by number; group 0 is the whole match. A group without a name has "".</summary>
    public IReadOnlyList<string> GroupNames => tree.GroupNames;

    /// <summary>
    /// Parses <paramref name="pattern"/> as Prometheus anchors it in matchers: <c>^(?s:pattern)$</c>, so the whole text
    /// must match and <c>.</c> matches a newline. False with a message in Go's words, which shows the pattern as given,
    /// when it is not valid RE2. Where the original's message shows the anchors too (relabelling), hand the anchored
    /// pattern to <see cref="TryParse"/>; it is matched just as fast.
    /// </summary>
    public static bool TryParseAnchored(
        string pattern, [NotNullWhen(true)] out Re2Expression? expression, [NotNullWhen(false)] out string? error)
    {
        var inner = Re2Parser.Parse(pattern, Re2Flags.DotNewline, out error);
        expression = null;
        if (inner is null)
        {
            error ??= "";
            return false;
        }

        var root = Re2Node.Concat(
            [Re2Node.Assert(Re2Assertions.BeginText), inner.Root, Re2Node.Assert(Re2Assertions.EndText)]);
        expression = new Re2Expression(pattern, inner with { Root = root });
        return true;
    }

    /// <summary>
    /// Parses <paramref name="pattern"/> as Go's <c>regexp.Compile</c> does: matches may be anywhere in a text, and
    /// <c>.</c> matches no newline. False with a message in Go's words when it is not valid RE2.
    /// </summary>
    public static bool TryParse(
        string pattern, [NotNullWhen(true)] out Re2Expression? expression, [NotNullWhen(false)] out string? error)
    {
        var tree = Re2Parser.Parse(pattern, Re2Flags.None, out error);
        expression = tree is null ? null : new Re2Expression(pattern, tree);
        error = tree is null ? error ?? "" : null;
        return tree is not null;
    }

    /// <summary>True when the UTF-8 text has a match. Allocates nothing once the automaton is warm.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text) => shape?.Contains(text) ?? dfa.Value.IsMatch(text);

    /// <summary>True when the text has a match.</summary>
    public bool IsMatch(string text)
    {
        var lengthMax = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (lengthMax <= StackBytesMax)
        {
            Span<byte> bytes = stackalloc byte[StackBytesMax];
            return IsMatch(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(lengthMax);
        var isMatch = IsMatch(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return isMatch;
    }

    /// <summary>
    /// Fills <paramref name="template"/> from the first match, as Go's <c>Expand</c> does: <c>$1</c>, <c>${1}</c>,
    /// <c>$name</c>, <c>${name}</c>, <c>$$</c>; a name is as long as it can be. False when there is no match.
    /// </summary>
    public bool TryExpand(string text, string template, [NotNullWhen(true)] out string? result)
    {
        result = null;
        if (!IsMatch(text))
        {
            return false;
        }

        if (!template.Contains('$', StringComparison.Ordinal))
        {
            result = template;
            return true;
        }

        var slots = new int[tree.GroupNames.Count * 2];
        var machine = Rent();
        var isMatch = machine.TryFind(text, 0, slots);
        machines.Add(machine);
        if (!isMatch)
        {
            return false;
        }

        var expanded = new StringBuilder();
        GoTemplate.Expand(expanded, template, text, slots, tree.GroupNames);
        result = expanded.ToString();
        return true;
    }

    /// <summary>
    /// The groups of the first match, group 0 being the whole: the text, or null for a group that took no part. Null
    /// when there is no match.
    /// </summary>
    public IReadOnlyList<string?>? FindGroups(string text)
    {
        var slots = new int[tree.GroupNames.Count * 2];
        var machine = Rent();
        var isMatch = IsMatch(text) && machine.TryFind(text, 0, slots);
        machines.Add(machine);
        return isMatch
            ? [.. Enumerable.Range(0, tree.GroupNames.Count)
                .Select(group => slots[group * 2] < 0 ? null : text[slots[group * 2]..slots[(group * 2) + 1]])]
            : null;
    }

    /// <summary>
    /// The text with every match replaced by the filled <paramref name="template"/>, as Go's <c>ReplaceAllString</c>
    /// does: matches do not overlap, and an empty one right behind another is passed over.
    /// </summary>
    public string ReplaceAll(string text, string template)
    {
        if (!IsMatch(text))
        {
            return text;
        }

        var slots = new int[tree.GroupNames.Count * 2];
        var machine = Rent();
        var result = new StringBuilder();
        var copied = 0;
        var from = 0;
        while (from <= text.Length && machine.TryFind(text, from, slots))
        {
            result.Append(text, copied, slots[0] - copied);
            if (slots[1] > copied || slots[0] == 0)
            {
                GoTemplate.Expand(result, template, text, slots, tree.GroupNames);
            }

            copied = slots[1];
            var isPair = from < text.Length && Rune.TryGetRuneAt(text, from, out var rune) && !rune.IsBmp;
            from = Math.Max(from + (isPair ? 2 : 1), slots[1]);
        }

        machines.Add(machine);
        return result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern;

    private PikeMachine Rent() =>
        machines.TryTake(out var idle) ? idle : new PikeMachine(program.Value, tree.GroupNames.Count);
}
