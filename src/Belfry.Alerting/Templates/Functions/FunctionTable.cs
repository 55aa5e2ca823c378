using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>The functions that templates may call, by name, the built-in ones of Go included. Immutable.</summary>
internal sealed class FunctionTable
{
    private readonly FrozenDictionary<string, TemplateFunction> functions;

    /// <summary>The built-in functions and these; a name that is given here hides a built-in one.</summary>
    public FunctionTable(IEnumerable<KeyValuePair<string, TemplateFunction>> functions)
    {
        var all = new Dictionary<string, TemplateFunction>(BuiltInFunctions.All, StringComparer.Ordinal);
        foreach (var (name, function) in functions)
        {
            all[name] = function;
        }

        this.functions = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Only the built-in functions.</summary>
    public static FunctionTable BuiltIn { get; } = new([]);

    /// <summary>The function of this name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TemplateFunction? function) =>
        functions.TryGetValue(name, out function);

    /// <summary>True when <paramref name="name"/> is Go's own function, not one that hides it.</summary>
    public bool IsBuiltIn(string name) =>
        functions.TryGetValue(name, out var function)
        && BuiltInFunctions.All.TryGetValue(name, out var builtIn)
        && ReferenceEquals(function, builtIn);
}
