using Belfry.Ingestion.Scrape;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;

namespace Belfry.Compatibility.Tests.Interfaces.Hosting;

/// <summary>What a suite sets of a host.</summary>
internal sealed record HostSettings
{
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal HostServer Server { get; init; } = new();

    internal IStoreAdministration Administration { get; init; } = new HostAdministration();

    internal IExemplarSource? Exemplars { get; init; }

    internal QueryEngineOptions Engine { get; init; } = new();

    internal PromQLFeatures Language { get; init; } = PromQLFeatures.Stable;

    internal ScrapeOptions Scraping { get; init; } = new();

    /// <summary>What targets answer, by host and port.</summary>
    internal IReadOnlyDictionary<string, string> Expositions { get; init; } = new Dictionary<string, string>();
}
