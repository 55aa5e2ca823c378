using System.Text;
using Belfry.Alerting.Templates.Formatting;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Execution;

/// <summary>Plain text: values are written as Go's <c>%v</c> shows them.</summary>
internal sealed class TextOutput(int lengthMax) : ITemplateOutput
{
    private readonly StringBuilder text = new();

    /// <inheritdoc/>
    public void WriteText(string text) => Append(text);

    /// <inheritdoc/>
    public void WriteValue(TemplateValue value) =>
        Append(value.IsNil ? "<no value>" : GoFormat.Text(value));

    /// <inheritdoc/>
    public string Complete() => text.ToString();

    private void Append(string piece)
    {
        if (text.Length + piece.Length > lengthMax)
        {
            throw new TemplateFailureException($"output exceeds the limit of {lengthMax} characters");
        }

        text.Append(piece);
    }
}
