using System.Text;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// A node of a parsed template: one of the nested cases. Immutable. Its text is the
/// canonical form that Go's messages quote.
/// </summary>
internal abstract class Node
{
    private Node(int offset) => Offset = offset;

    /// <summary>Where it begins in the text it was parsed from.</summary>
    public int Offset { get; }

    /// <summary>Text between actions.</summary>
    internal sealed class Text(int offset, string value) : Node(offset)
    {
        public string Value { get; } = value;

        public override string ToString() => Value;
    }

    /// <summary>Nodes one after another.</summary>
    internal sealed class Sequence(int offset, IReadOnlyList<Node> nodes) : Node(offset)
    {
        public IReadOnlyList<Node> Nodes { get; } = nodes;

        public override string ToString() => string.Concat(Nodes);
    }

    /// <summary>A pipeline whose value is written, or which declares or assigns variables.</summary>
    internal sealed class Action(int offset, Pipeline pipeline) : Node(offset)
    {
        public Pipeline Pipe { get; } = pipeline;

        public override string ToString() => $"{{{{{Pipe}}}}}";
    }

    /// <summary>Commands, each taking the value of the one before, and the variables that take the last.</summary>
    internal sealed class Pipeline(
        int offset, IReadOnlyList<Variable> declarations, bool isAssignment, IReadOnlyList<Command> commands)
        : Node(offset)
    {
        public IReadOnlyList<Variable> Declarations { get; } = declarations;

        public bool IsAssignment { get; } = isAssignment;

        public IReadOnlyList<Command> Commands { get; } = commands;

        public override string ToString()
        {
            var prefix = Declarations.Count == 0
                ? "" : string.Join(", ", Declarations) + (IsAssignment ? " = " : " := ");
            return prefix + string.Join(" | ", Commands);
        }
    }

    /// <summary>An operand with its arguments.</summary>
    internal sealed class Command(int offset, IReadOnlyList<Node> arguments) : Node(offset)
    {
        public IReadOnlyList<Node> Arguments { get; } = arguments;

        public override string ToString()
        {
            var text = new StringBuilder();
            foreach (var argument in Arguments)
            {
                text.Append(text.Length > 0 ? " " : "")
                    .Append(argument is Pipeline ? $"({argument})" : argument.ToString());
            }

            return text.ToString();
        }
    }

    /// <summary>A function's name.</summary>
    internal sealed class Identifier(int offset, string name) : Node(offset)
    {
        public string Name { get; } = name;

        public override string ToString() => Name;
    }

    /// <summary>A variable, perhaps with fields: <c>$x.Field</c>.</summary>
    internal sealed class Variable(int offset, IReadOnlyList<string> names) : Node(offset)
    {
        /// <summary>The name with its <c>$</c>, then the fields.</summary>
        public IReadOnlyList<string> Names { get; } = names;

        public override string ToString() => string.Join('.', Names);
    }

    /// <summary><c>.</c></summary>
    internal sealed class Dot(int offset) : Node(offset)
    {
        public override string ToString() => ".";
    }

    /// <summary><c>nil</c></summary>
    internal sealed class Nil(int offset) : Node(offset)
    {
        public override string ToString() => "nil";
    }

    /// <summary>Fields of the dot: <c>.A.B</c>.</summary>
    internal sealed class Field(int offset, IReadOnlyList<string> names) : Node(offset)
    {
        public IReadOnlyList<string> Names { get; } = names;

        public override string ToString() => "." + string.Join('.', Names);
    }

    /// <summary>Fields of any other term: <c>(f x).A.B</c>.</summary>
    internal sealed class Chain(int offset, Node term, IReadOnlyList<string> names) : Node(offset)
    {
        public Node Term { get; } = term;

        public IReadOnlyList<string> Names { get; } = names;

        public override string ToString() =>
            (Term is Pipeline ? $"({Term})" : Term.ToString()) + "." + string.Join('.', Names);
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    internal sealed class Boolean(int offset, bool value) : Node(offset)
    {
        public bool Value { get; } = value;

        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A number or a character constant.</summary>
    internal sealed class Number(int offset, string source, NumberLiteral literal) : Node(offset)
    {
        public string Source { get; } = source;

        public NumberLiteral Literal { get; } = literal;

        public override string ToString() => Source;
    }

    /// <summary>A quoted text.</summary>
    internal sealed class Quoted(int offset, string source, string value) : Node(offset)
    {
        public string Source { get; } = source;

        public string Value { get; } = value;

        public override string ToString() => Source;
    }

    /// <summary><c>if</c>, <c>with</c> or <c>range</c>: what they have in common.</summary>
    internal sealed class Branch(
        int offset, TokenKind keyword, Pipeline pipeline, Sequence body, Sequence? otherwise) : Node(offset)
    {
        /// <summary>
        /// <see cref="TokenKind.If"/>, <see cref="TokenKind.With"/> or <see cref="TokenKind.Range"/>.
        /// </summary>
        public TokenKind Keyword { get; } = keyword;

        public Pipeline Pipe { get; } = pipeline;

        public Sequence Body { get; } = body;

        public Sequence? Otherwise { get; } = otherwise;

        public override string ToString()
        {
            var word = Keyword switch
            {
                TokenKind.If => "if",
                TokenKind.With => "with",
                _ => "range",
            };
            return $"{{{{{word} {Pipe}}}}}{Body}"
                + (Otherwise is null ? "" : $"{{{{else}}}}{Otherwise}") + "{{end}}";
        }
    }

    /// <summary><c>break</c></summary>
    internal sealed class Break(int offset) : Node(offset)
    {
        public override string ToString() => "{{break}}";
    }

    /// <summary><c>continue</c></summary>
    internal sealed class Continue(int offset) : Node(offset)
    {
        public override string ToString() => "{{continue}}";
    }

    /// <summary>A call of a definition.</summary>
    internal sealed class Template(int offset, string name, Pipeline? pipeline) : Node(offset)
    {
        public string Name { get; } = name;

        public Pipeline? Pipe { get; } = pipeline;

        public override string ToString() =>
            $"{{{{template {QuotedText.Quote(Name)}{(Pipe is null ? "" : $" {Pipe}")}}}}}";
    }
}
