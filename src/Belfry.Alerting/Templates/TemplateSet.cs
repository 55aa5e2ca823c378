using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Execution;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Html;
using Belfry.Alerting.Templates.Syntax;
using Belfry.Alerting.Templates.Values;
using Belfry.Model;
using Belfry.Model.Diagnostics;

namespace Belfry.Alerting.Templates;

/// <summary>
/// Parsed templates that know each other by name, with the functions they may call: the default templates and those of
/// a user's files, against which inline texts are executed. Immutable; executions may run on many threads at once.
/// </summary>
internal sealed class TemplateSet
{
    private readonly Dictionary<string, TemplateDefinition> definitions;

    private TemplateSet(
        Dictionary<string, TemplateDefinition> definitions, FunctionTable functions, TemplateOptions options)
    {
        this.definitions = definitions;
        Functions = functions;
        Options = options;
    }

    /// <summary>The names of all definitions, in no order.</summary>
    public IReadOnlyCollection<string> Names => definitions.Keys;

    /// <summary>What templates of this set may call.</summary>
    public FunctionTable Functions { get; }

    /// <summary>How they are executed.</summary>
    public TemplateOptions Options { get; }

    /// <summary>A set without definitions, to execute inline texts with.</summary>
    public static TemplateSet Empty(FunctionTable functions, TemplateOptions? options = null) =>
        new(new Dictionary<string, TemplateDefinition>(StringComparer.Ordinal), functions,
            options ?? TemplateOptions.Default);

    /// <summary>Parses one text; see the other overload.</summary>
    public static bool TryParse(
        string name,
        string text,
        FunctionTable functions,
        [NotNullWhen(true)] out TemplateSet? set,
        out IReadOnlyList<Diagnostic> diagnostics) =>
        TryParse([new TemplateSource(name, text)], functions, null, out set, out diagnostics);

    /// <summary>
    /// Parses texts in order; a definition replaces one of the same name in an earlier text, unless it is blank. False
    /// with the first error of every text that has one.
    /// </summary>
    public static bool TryParse(
        IEnumerable<TemplateSource> sources,
        FunctionTable functions,
        TemplateOptions? options,
        [NotNullWhen(true)] out TemplateSet? set,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        var found = new List<Diagnostic>();
        set = Empty(functions, options);
        foreach (var source in sources)
        {
            if (set.TryAdd(source, out var extended, out var wrong))
            {
                set = extended;
            }
            else
            {
                found.AddRange(wrong);
            }
        }

        diagnostics = found;
        set = found.Count == 0 ? set : null;
        return set is not null;
    }

    /// <summary>This set with the definitions of one more text; this set itself does not change.</summary>
    public bool TryAdd(
        TemplateSource source,
        [NotNullWhen(true)] out TemplateSet? extended,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        extended = null;
        try
        {
            var combined = new Dictionary<string, TemplateDefinition>(definitions, StringComparer.Ordinal);
            foreach (var definition in TemplateParser.Parse(source.Name, source.Text, Functions))
            {
                if (!definition.IsBlank || !combined.ContainsKey(definition.Name))
                {
                    combined[definition.Name] = definition;
                }
            }

            extended = new TemplateSet(combined, Functions, Options);
            diagnostics = [];
            return true;
        }
        catch (TemplateSyntaxException wrong)
        {
            diagnostics = [Locate(source, wrong)];
            return false;
        }
    }

    /// <summary>What is wrong with an inline text, without executing it; empty when it parses.</summary>
    public IReadOnlyList<Diagnostic> Check(string text, string name = "")
    {
        TryAdd(new TemplateSource(name, text), out _, out var diagnostics);
        return diagnostics;
    }

    /// <summary>Executes a definition as plain text.</summary>
    /// <param name="name">The definition's name.</param>
    /// <param name="data">The dot.</param>
    /// <param name="host">What the caller's own functions need; see <see cref="ITemplateExecution.Host"/>.</param>
    public TemplateOutcome ExecuteText(string name, TemplateValue data, object? host = null) =>
        Execute(name, data, host, isHtml: false);

    /// <summary>Executes a definition as HTML: values are escaped for the place where they stand.</summary>
    public TemplateOutcome ExecuteHtml(string name, TemplateValue data, object? host = null) =>
        Execute(name, data, host, isHtml: true);

    /// <summary>Executes a text that may call this set's definitions, as plain text.</summary>
    public TemplateOutcome ExecuteTextString(
        string text, TemplateValue data, string name = "", object? host = null) =>
        ExecuteInline(text, data, name, host, isHtml: false);

    /// <summary>Executes a text that may call this set's definitions, as HTML.</summary>
    public TemplateOutcome ExecuteHtmlString(
        string text, TemplateValue data, string name = "", object? host = null) =>
        ExecuteInline(text, data, name, host, isHtml: true);

    /// <summary>The definition of this name.</summary>
    internal TemplateDefinition? Find(string name) => definitions.GetValueOrDefault(name);

    private TemplateOutcome ExecuteInline(string text, TemplateValue data, string name, object? host, bool isHtml)
    {
        // Most texts of a configuration are plain words, which stand for themselves.
        if (!text.Contains("{{", StringComparison.Ordinal) && !isHtml)
        {
            return TemplateOutcome.Of(text);
        }

        return TryAdd(new TemplateSource(name, text), out var extended, out var diagnostics)
            ? extended.Execute(name, data, host, isHtml)
            : TemplateOutcome.Failed(diagnostics[0].Message);
    }

    private TemplateOutcome Execute(string name, TemplateValue data, object? host, bool isHtml)
    {
        if (Find(name) is not { } definition)
        {
            return TemplateOutcome.Failed($"template: no template {QuotedText.Quote(name)} associated with this set");
        }

        ITemplateOutput output = isHtml
            ? new HtmlOutput(Options.OutputLengthMax) : new TextOutput(Options.OutputLengthMax);
        try
        {
            new TemplateExecution(this, data, host, isHtml, output, new ExecutionBudget(Options))
                .Run(definition, data);
            return TemplateOutcome.Of(output.Complete());
        }
        catch (TemplateFailureException failure)
        {
            return TemplateOutcome.Failed(failure.Message);
        }
    }

    private static Diagnostic Locate(TemplateSource source, TemplateSyntaxException wrong)
    {
        var before = source.Text.AsSpan(0, Math.Clamp(wrong.Offset, 0, source.Text.Length));
        var location = new SourceLocation(
            source.Name, before.Count('\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1);
        return Diagnostic.Error(location, $"template: {source.Name}:{wrong.Line}: {wrong.Message}");
    }
}
