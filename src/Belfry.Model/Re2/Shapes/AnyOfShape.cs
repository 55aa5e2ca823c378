namespace Belfry.Model.Re2.Shapes;

/// <summary>The texts of any of several shapes.</summary>
internal sealed class AnyOfShape(TextShape[] shapes) : TextShape
{
    internal override bool Contains(ReadOnlySpan<byte> text)
    {
        foreach (var shape in shapes)
        {
            if (shape.Contains(text))
            {
                return true;
            }
        }

        return false;
    }
}
