using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Time;

/// <summary>A number that prints as a word: a month, a weekday.</summary>
internal sealed class NamedNumberValue(long value, string typeName, string word) : IntegerValue(value, typeName)
{
    /// <inheritdoc/>
    public override string OwnText => word;

    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = name == "String" ? TemplateFunction.Method(() => Of(word)) : null;
        return method is not null;
    }
}
