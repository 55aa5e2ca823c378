using Belfry.Model.Matching;

namespace Belfry.Query.PromQL;

/// <summary>Selects series by labels; at each step their latest sample within the lookback.</summary>
public sealed class VectorSelector : Expression
{
    internal VectorSelector(SourceSpan span, string name, IReadOnlyList<LabelMatcher> matchers)
        : this(span, name, matchers, TimeModifiers.None, RangeExtension.None)
    {
    }

    private VectorSelector(
        SourceSpan span,
        string name,
        IReadOnlyList<LabelMatcher> matchers,
        TimeModifiers modifiers,
        RangeExtension extension)
        : base(span)
    {
        Name = name;
        Matchers = matchers;
        Modifiers = modifiers;
        Extension = extension;
    }

    /// <summary>The metric name written before the braces; empty when there is none.</summary>
    public string Name { get; }

    /// <summary>The conditions as written, that on the metric name last when <see cref="Name"/> is not empty.</summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; }

    /// <summary>The modifiers <c>@</c> and <c>offset</c>.</summary>
    public TimeModifiers Modifiers { get; }

    /// <summary>The modifiers <c>anchored</c> and <c>smoothed</c>.</summary>
    public RangeExtension Extension { get; }

    /// <inheritdoc/>
    public override ExpressionType Type => ExpressionType.Vector;

    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Children => [];

    internal VectorSelector With(TimeModifiers modifiers, int end) =>
        new(new SourceSpan(Span.Start, end), Name, Matchers, modifiers, Extension);

    internal VectorSelector With(RangeExtension extension, int end) =>
        new(new SourceSpan(Span.Start, end), Name, Matchers, Modifiers, extension);
}
