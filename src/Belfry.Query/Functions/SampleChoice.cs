namespace Belfry.Query.Functions;

/// <summary>Which sample of a range.</summary>
internal enum SampleChoice
{
    /// <summary>The oldest.</summary>
    First,

    /// <summary>The newest.</summary>
    Last,

    /// <summary>The newest of the greatest.</summary>
    Max,

    /// <summary>The newest of the least.</summary>
    Min,
}
