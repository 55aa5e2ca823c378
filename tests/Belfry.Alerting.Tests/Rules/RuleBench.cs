using Belfry.Alerting.Rules;
using Belfry.Alerting.Rules.Evaluation;
using Belfry.Alerting.Rules.Telemetry;
using Belfry.Configuration;
using Belfry.Configuration.Rules;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

/// <summary>Groups over the real engine and a store in memory, evaluated at the times that a test names.</summary>
internal sealed class RuleBench : IDisposable
{
    public RuleBench(RuleOptions? options = null)
    {
        Store = new MemoryStore(Source);
        Engine = new QueryEngine(Source, new QueryEngineOptions(), TimeProvider.System);
        Runtime = new RuleRuntime(
            Engine, Store, Sink, options ?? new RuleOptions(), Clock, new RuleMetrics(), NullLogger.Instance);
    }

    public MemorySeriesSource Source { get; } = new();

    public MemoryStore Store { get; }

    public QueryEngine Engine { get; }

    public RecordingSink Sink { get; } = new();

    public ManualClock Clock { get; } = new();

    public RuleRuntime Runtime { get; }

    public static RuleConfig Record(string name, string expression, params (string Name, string Value)[] labels) =>
        new() { Record = name, Expr = expression, Labels = Texts(labels) };

    public static RuleConfig Alert(
        string name,
        string expression,
        string holdFor = "0",
        string keepFiringFor = "0",
        (string Name, string Value)[]? labels = null,
        (string Name, string Value)[]? annotations = null) => new()
        {
            Alert = name,
            Expr = expression,
            For = Duration(holdFor),
            KeepFiringFor = Duration(keepFiringFor),
            Labels = Texts(labels ?? []),
            Annotations = Texts(annotations ?? []),
        };

    public static RuleGroupConfig Group(params RuleConfig[] rules) =>
        new() { Name = "group", Interval = TimeSpan.FromMinutes(1), Rules = rules };

    public static RuleGroups Build(RuleBuildContext context, params RuleGroupConfig[] groups)
    {
        var isBuilt = RuleGroups.TryBuild(
            [new RuleFileConfig { Path = "rules.yml", Groups = groups }], context, out var built, out var diagnostics);
        Assert.True(isBuilt, string.Join('\n', diagnostics));
        return built!;
    }

    public static TimeSpan Duration(string text)
    {
        Assert.True(PrometheusDuration.TryParse(text, out var duration, out var error), error);
        return duration;
    }

    /// <summary>Adds samples of a series, one each step from time zero.</summary>
    public void Load(string step, Labels labels, params double[] values) =>
        Source.AddAll(labels, 0, (long)Duration(step).TotalMilliseconds, values);

    public RuleGroupState Start(RuleGroupConfig group, RuleBuildContext? context = null, bool isRestoring = false) =>
        new(Build(context ?? new RuleBuildContext(), group).Groups[0], Runtime, new GroupCounters(), isRestoring);

    public void Dispose() => Engine.Dispose();

    private static IReadOnlyList<NamedText> Texts((string Name, string Value)[] texts) =>
        [.. texts.OrderBy(text => text.Name, StringComparer.Ordinal).Select(text => new NamedText(text.Name, text.Value))];
}
