namespace Belfry.Query.Scripts;

/// <summary>The kinds of lines that say <c>expect</c>.</summary>
internal enum ExpectationKind
{
    /// <summary>The order of the series is that of the lines.</summary>
    Ordered,

    /// <summary>The query fails.</summary>
    Fail,

    /// <summary>There are warnings.</summary>
    Warn,

    /// <summary>There is no warning.</summary>
    NoWarn,

    /// <summary>There are infos.</summary>
    Info,

    /// <summary>There is no info.</summary>
    NoInfo,
}
