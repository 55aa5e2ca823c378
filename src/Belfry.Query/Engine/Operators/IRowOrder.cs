namespace Belfry.Query.Engine.Operators;

/// <summary>An order of the elements of an instant vector.</summary>
internal interface IRowOrder
{
    /// <summary>Below zero when the left element comes first. Equal elements keep their order.</summary>
    int Compare(SeriesKey leftKey, double leftValue, SeriesKey rightKey, double rightValue);
}
