namespace Belfry.Testing.PromQL;

/// <summary>One generated expression with the expressions that it was made of.</summary>
/// <param name="Text">The PromQL text.</param>
/// <param name="Type">What it gives.</param>
/// <param name="Parts">What stands in it, for shrinking.</param>
public sealed record GeneratedQuery(string Text, GeneratedType Type, params IReadOnlyList<GeneratedQuery> Parts)
{
    /// <summary>How much freedom engines have in its values.</summary>
    public Exactness Exactness { get; init; }

    /// <summary>True when no value can be NaN or infinite.</summary>
    public bool IsFinite { get; init; }

    /// <summary>True when values are only those of counters far from zero.</summary>
    public bool IsCounter { get; init; }

    /// <summary>True when values may be native histograms.</summary>
    public bool HasHistograms { get; init; }

    /// <summary>True at the outermost expression when the answer to an instant query has an order.</summary>
    public bool IsSorted { get; init; }

    /// <summary>
    /// True when equal values decide by chance which series are there; only where nothing above depends on it.
    /// </summary>
    public bool IsRanked { get; init; }

    /// <summary>
    /// The same comparison with <c>bool</c>, when it is one of two vectors that keeps values, without grouping; null
    /// otherwise.
    /// </summary>
    public string? WithBool { get; init; }

    /// <summary>It and all expressions in it.</summary>
    public IEnumerable<GeneratedQuery> All => [this, .. Parts.SelectMany(part => part.All)];

    /// <summary>Whether any expression in it, or itself, is as asked.</summary>
    public bool Any(Func<GeneratedQuery, bool> isAsked) => isAsked(this) || Parts.Any(part => part.Any(isAsked));

    /// <summary>
    /// The smallest expression in it that still <paramref name="fails"/>; itself when none smaller does.
    /// </summary>
    public async Task<GeneratedQuery> ShrinkAsync(Func<GeneratedQuery, Task<bool>> fails)
    {
        foreach (var part in Parts)
        {
            if (await fails(part))
            {
                return await part.ShrinkAsync(fails);
            }
        }

        foreach (var part in Parts.SelectMany(part => part.Parts))
        {
            var smallest = await part.ShrinkAsync(fails);
            if (smallest != part || await fails(part))
            {
                return smallest;
            }
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
