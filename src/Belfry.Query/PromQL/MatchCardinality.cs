namespace Belfry.Query.PromQL;

/// <summary>How many series of each side of a binary operator may belong together.</summary>
public enum MatchCardinality
{
    /// <summary>One of each side.</summary>
    OneToOne,

    /// <summary>Many of the left with one of the right: <c>group_left</c>.</summary>
    ManyToOne,

    /// <summary>One of the left with many of the right: <c>group_right</c>.</summary>
    OneToMany,

    /// <summary>Any number of each: the set operators.</summary>
    ManyToMany,
}
