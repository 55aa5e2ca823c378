using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>
/// How <c>eq</c> and <c>lt</c> compare: numbers of different kinds are not comparable, except signed with unsigned.
/// </summary>
internal static class Comparison
{
    /// <summary>Whether the first equals any of the others.</summary>
    public static bool EqualsAny(IReadOnlyList<TemplateValue> values) => values.Count < 2
        ? throw new TemplateFailureException("missing argument for comparison")
        : values.Skip(1).Any(value => AreEqual(values[0], value));

    /// <summary>Whether two values are equal.</summary>
    public static bool AreEqual(TemplateValue left, TemplateValue right)
    {
        switch (left, right)
        {
            case (NilValue, _) or (_, NilValue):
                return left.IsNil == right.IsNil;
            case (BooleanValue a, BooleanValue b):
                return a.Value == b.Value;
            case (IntegerValue a, IntegerValue b):
                return a.Value == b.Value;
            case (UnsignedValue a, UnsignedValue b):
                return a.Value == b.Value;
            case (IntegerValue a, UnsignedValue b):
                return a.Value >= 0 && (ulong)a.Value == b.Value;
            case (UnsignedValue a, IntegerValue b):
                return b.Value >= 0 && (ulong)b.Value == a.Value;
            case (FloatValue a, FloatValue b):
                return a.Value == b.Value;
            case (TextValue a, TextValue b):
                return a.Value == b.Value;
        }

        if (left.Kind != right.Kind)
        {
            throw new TemplateFailureException("incompatible types for comparison");
        }

        return left is StructValue a2 && right is StructValue b2
            ? a2.TypeName == b2.TypeName && FieldsEqual(a2, b2)
            : throw new TemplateFailureException(
                $"non-comparable type {Formatting.GoFormat.Text(left)}: {left.TypeName}");
    }

    /// <summary>Whether the left value is less.</summary>
    public static bool IsLess(TemplateValue left, TemplateValue right) => (left, right) switch
    {
        (IntegerValue a, IntegerValue b) => a.Value < b.Value,
        (UnsignedValue a, UnsignedValue b) => a.Value < b.Value,
        (IntegerValue a, UnsignedValue b) => a.Value < 0 || (ulong)a.Value < b.Value,
        (UnsignedValue a, IntegerValue b) => b.Value >= 0 && a.Value < (ulong)b.Value,
        (FloatValue a, FloatValue b) => a.Value < b.Value,
        (TextValue a, TextValue b) => Utf8Order.Compare(a.Value, b.Value) < 0,
        _ => throw new TemplateFailureException(
            IsOrdered(left) && IsOrdered(right) ? "incompatible types for comparison" : "invalid type for comparison"),
    };

    private static bool IsOrdered(TemplateValue value) => value.Kind is
        ValueKind.Integer or ValueKind.Unsigned or ValueKind.Float or ValueKind.Text or ValueKind.Boolean;

    private static bool FieldsEqual(StructValue left, StructValue right) =>
        left.Fields.Zip(right.Fields).All(pair => AreEqual(pair.First.Value, pair.Second.Value));
}
