using Belfry.Alerting.Routing;
using Belfry.Alerting.Rules;
using Belfry.Configuration.House;
using Belfry.Configuration.Prometheus;

namespace Belfry.Server.Serving;

/// <summary>
/// Everything that was read from configuration files at one time, checked and ready to be swapped in. Immutable.
/// </summary>
/// <param name="Prometheus">The main file with its rule files.</param>
/// <param name="House">Belfry's own file; the defaults without one.</param>
/// <param name="Rules">Its rule groups, ready to be evaluated.</param>
/// <param name="Routing">How alerts are routed inside this process; null without an Alertmanager configuration.</param>
internal sealed record ConfigurationSet(
    PrometheusConfig Prometheus, BelfryConfig House, RuleGroups Rules, AlertRouting? Routing);
