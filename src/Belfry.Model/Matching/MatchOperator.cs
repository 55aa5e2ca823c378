namespace Belfry.Model.Matching;

/// <summary>How a matcher compares a label's value.</summary>
public enum MatchOperator
{
    /// <summary><c>=</c>: the value is exactly this.</summary>
    Equal,

    /// <summary><c>!=</c>: the value is anything but this.</summary>
    NotEqual,

    /// <summary><c>=~</c>: the whole value matches this RE2 expression.</summary>
    RegexMatch,

    /// <summary><c>!~</c>: the whole value does not match this RE2 expression.</summary>
    RegexNotMatch,
}
