namespace Belfry.Alerting.Templates.Execution;

/// <summary>How a walk over nodes goes on.</summary>
internal enum Flow
{
    /// <summary>With the next node.</summary>
    Next,

    /// <summary>After the innermost range.</summary>
    Break,

    /// <summary>With the innermost range's next element.</summary>
    Continue,
}
