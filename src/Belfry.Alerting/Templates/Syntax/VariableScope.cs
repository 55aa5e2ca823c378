namespace Belfry.Alerting.Templates.Syntax;

/// <summary>The variables that are in sight while a template is parsed. Not thread-safe.</summary>
internal sealed class VariableScope
{
    private List<string> names = ["$"];

    /// <summary>How many are in sight.</summary>
    public int Count => names.Count;

    /// <summary>Brings a variable into sight.</summary>
    public void Add(string name) => names.Add(name);

    /// <summary>True when the variable is in sight.</summary>
    public bool Has(string name) => names.Contains(name);

    /// <summary>Puts those that came later out of sight.</summary>
    public void CutTo(int count) => names.RemoveRange(count, names.Count - count);

    /// <summary>Starts a definition, which sees only <c>$</c>; returns what <see cref="Restore"/> takes.</summary>
    public List<string> Hide()
    {
        var outer = names;
        names = ["$"];
        return outer;
    }

    /// <summary>Ends a definition.</summary>
    public void Restore(List<string> outer) => names = outer;
}
