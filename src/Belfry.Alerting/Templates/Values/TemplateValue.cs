using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;

namespace Belfry.Alerting.Templates.Values;

/// <summary>
/// A value as templates see it, instead of reflection over our own types: it says its kind, Go's name of its type,
/// and which fields and methods it has. Immutable and safe to share, except where a subclass says otherwise.
/// </summary>
internal abstract class TemplateValue
{
    /// <summary>What a missing map key gives: prints as <c>&lt;no value&gt;</c>.</summary>
    public static TemplateValue Missing { get; } = new NilValue(isMissing: true);

    /// <summary>Go's nil.</summary>
    public static TemplateValue Nil { get; } = new NilValue(isMissing: false);

    /// <summary>The kind.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>Go's name of the type, as <c>%T</c> and messages show it.</summary>
    public abstract string TypeName { get; }

    /// <summary>What <c>if</c> and <c>and</c> make of it: false for zero, empty and nil.</summary>
    public abstract bool IsTrue { get; }

    /// <summary>What Go's <c>String()</c> or <c>Error()</c> would give; null when the type has neither.</summary>
    public virtual string? OwnText => null;

    /// <summary>True for nil and for a missing key.</summary>
    public bool IsNil => Kind == ValueKind.Nil;

    /// <summary>A boolean.</summary>
    public static TemplateValue Of(bool value) => value ? BooleanValue.True : BooleanValue.False;

    /// <summary>An <c>int</c>.</summary>
    public static TemplateValue Of(long value) => new IntegerValue(value);

    /// <summary>A <c>float64</c>.</summary>
    public static TemplateValue Of(double value) => new FloatValue(value);

    /// <summary>A <c>string</c>.</summary>
    public static TemplateValue Of(string value) => new TextValue(value);

    /// <summary>A <c>[]string</c>.</summary>
    public static TemplateValue Of(IEnumerable<string> values) => ListValue.OfTexts(values);

    /// <summary>The struct field of this name, in Go's spelling: <c>StartsAt</c>.</summary>
    public virtual bool TryGetField(string name, [NotNullWhen(true)] out TemplateValue? value)
    {
        value = null;
        return false;
    }

    /// <summary>The method of this name, bound to this value.</summary>
    public virtual bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = null;
        return false;
    }
}
