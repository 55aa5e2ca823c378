using Belfry.Model.Histograms;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Sums or averages of native histograms in the cells of an aggregation; made when the first histogram comes. A cell
/// that has floats as well has no result. Rows must be added in the order of evaluation. Not thread-safe while rows are
/// added; afterwards any thread may ask for results.
/// </summary>
internal sealed class HistogramSums(int cells, bool isAverage, Annotations annotations, SourceSpan span)
{
    private readonly HistogramTotal?[] totals = new HistogramTotal?[cells];

    /// <summary>Whether histograms of both kinds came to a cell, which then takes nothing more.</summary>
    internal bool IsSpoilt(int cell) => totals[cell] is { IsIncompatible: true };

    /// <summary>Whether a histogram came to a cell.</summary>
    internal bool Has(int cell) => totals[cell] is not null;

    /// <summary>Adds a histogram to a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="histogram">The histogram.</param>
    /// <param name="hasFloat">Whether a float came to the cell before.</param>
    /// <param name="metricName">The name of its series, for remarks.</param>
    internal void Add(int cell, FloatHistogram histogram, bool hasFloat, string metricName)
    {
        if (totals[cell] is not { } total)
        {
            totals[cell] = hasFloat ? HistogramTotal.Spoilt : new HistogramTotal(histogram, isAverage);
            return;
        }

        if (total == HistogramTotal.Spoilt || total.IsIncompatible)
        {
            return;
        }

        if (!total.TryAdd(histogram))
        {
            annotations.Warn(HistogramTexts.MixedSchemas(metricName), span);
        }

        if (total.IsReconciled)
        {
            annotations.Inform(HistogramTexts.Reconciled("aggregation"), span);
        }
    }

    /// <summary>The result of a cell; null when it has none. Remarks on what is wrong with it.</summary>
    internal FloatHistogram? Finish(int cell, bool hasFloat)
    {
        if (totals[cell] is not { } total)
        {
            return null;
        }

        if (hasFloat)
        {
            annotations.Warn(HistogramTexts.MixedInAggregation, span);
            return null;
        }

        if (total.IsIncompatible)
        {
            return null;
        }

        if (total.HasConflict)
        {
            annotations.Warn(HistogramTexts.ResetConflict("aggregation"), span);
        }

        return total.Result().Compact();
    }
}
