using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;

namespace Belfry.Alerting.Templates.Values;

/// <summary>A struct: fields in the order of Go's declaration, for <c>{{ .Field }}</c> and <c>%v</c>.</summary>
internal class StructValue(
    string typeName, IReadOnlyList<KeyValuePair<string, TemplateValue>> fields) : TemplateValue
{
    /// <summary>The fields in order.</summary>
    public IReadOnlyList<KeyValuePair<string, TemplateValue>> Fields { get; } = fields;

    /// <inheritdoc/>
    public sealed override ValueKind Kind => ValueKind.Struct;

    /// <inheritdoc/>
    public sealed override string TypeName => typeName;

    /// <inheritdoc/>
    public sealed override bool IsTrue => true;

    /// <inheritdoc/>
    public sealed override bool TryGetField(string name, [NotNullWhen(true)] out TemplateValue? value)
    {
        foreach (var field in Fields)
        {
            if (field.Key == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = null;
        return false;
    }
}
