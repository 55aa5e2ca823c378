using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// The type of a parameter: which values it takes and how Go names it. A literal must be of the right kind already;
/// a value must be of the very type, as Go's assignability has it.
/// </summary>
/// <param name="TypeName">Go's name.</param>
/// <param name="Kind">The kind of literals it takes; null for anything.</param>
/// <param name="Accepts">Whether it takes a value.</param>
internal sealed record ParameterType(string TypeName, ValueKind? Kind, Func<TemplateValue, bool> Accepts)
{
    /// <summary>Anything, nil too.</summary>
    public static ParameterType Any { get; } = new("interface {}", null, _ => true);

    /// <summary><c>string</c>.</summary>
    public static ParameterType Text { get; } =
        new("string", ValueKind.Text, value => value is TextValue { TypeName: TextValue.PlainType });

    /// <summary><c>int</c>.</summary>
    public static ParameterType Integer { get; } =
        new("int", ValueKind.Integer, value => value is IntegerValue { TypeName: "int" });

    /// <summary><c>float64</c>.</summary>
    public static ParameterType Float { get; } = new("float64", ValueKind.Float, value => value is FloatValue);

    /// <summary><c>[]string</c>.</summary>
    public static ParameterType Texts { get; } = Named(ListValue.TextsType);

    /// <summary>A slice of anything.</summary>
    public static ParameterType AnyList { get; } = Named(ListValue.AnyType);

    /// <summary>Values whose type is called <paramref name="typeName"/>.</summary>
    public static ParameterType Named(string typeName) =>
        new(typeName, ValueKind.Struct, value => value.TypeName == typeName);
}
