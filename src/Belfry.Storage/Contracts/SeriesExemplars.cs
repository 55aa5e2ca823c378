using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>The exemplars of one series.</summary>
/// <param name="Labels">The series.</param>
/// <param name="Exemplars">By rising time; not empty.</param>
public sealed record SeriesExemplars(Labels Labels, IReadOnlyList<Exemplar> Exemplars);
