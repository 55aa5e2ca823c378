namespace Belfry.Query.Engine.Operators;

/// <summary><c>sort</c> and <c>sort_desc</c>: by value, NaN last in either direction.</summary>
internal sealed class ValueOrder(bool isDescending) : IRowOrder
{
    /// <inheritdoc/>
    public int Compare(SeriesKey leftKey, double leftValue, SeriesKey rightKey, double rightValue)
    {
        if (double.IsNaN(leftValue) || double.IsNaN(rightValue))
        {
            return double.IsNaN(leftValue).CompareTo(double.IsNaN(rightValue));
        }

        return isDescending ? rightValue.CompareTo(leftValue) : leftValue.CompareTo(rightValue);
    }
}
