import type { Alert, RuleGroup, Target } from '../../api/types';
import { severityRank, type Tone } from '../../lib/severity';

/** Everything the overview's first line says. */
export interface Health {
  tone: Tone;
  title: string;
  detail: string;
}

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The state of the world in one sentence. The worst thing names it; the rest follows in the detail. */
export function judge(alerts: Alert[], targets: Target[], groups: RuleGroup[]): Health {
  const firing = alerts.filter((alert) => alert.state === 'firing');
  const pending = alerts.filter((alert) => alert.state === 'pending');
  const down = targets.filter((target) => target.health === 'down');
  const rules = groups.flatMap((group) => group.rules);
  const broken = rules.filter((rule) => rule.health === 'err');
  const worst = Math.min(9, ...firing.map((alert) => severityRank(alert.labels.severity)));

  const parts: string[] = [];
  if (firing.length > 0) parts.push(bySeverity(firing));
  if (down.length > 0 && firing.length > 0) parts.push(`${plural(down.length, 'target')} down`);
  if (broken.length > 0) parts.push(`${plural(broken.length, 'rule')} failing`);
  if (pending.length > 0) parts.push(`${pending.length} pending`);

  if (firing.length > 0) {
    const tone = worst <= 1 ? 'critical' : worst === 2 ? 'warning' : 'info';
    return {
      tone: tone === 'info' ? 'warning' : tone,
      title: `${plural(firing.length, 'alert')} firing`,
      detail: parts.join(' · '),
    };
  }
  if (down.length > 0) {
    const rest = [...parts, 'no alert is firing for it'];
    return {
      tone: 'critical',
      title: `${down.length} of ${plural(targets.length, 'target')} down`,
      detail: rest.join(' · '),
    };
  }
  if (broken.length > 0) {
    const detail = ['alerts that depend on it cannot fire', ...parts.slice(1)].join(' · ');
    return { tone: 'warning', title: `${plural(broken.length, 'rule')} failing to evaluate`, detail };
  }
  if (targets.length === 0) {
    return { tone: 'neutral', title: 'Nothing is watched yet', detail: 'No target is configured; add a scrape job.' };
  }
  const calm = pending.length > 0 ? `${pending.length} pending` : 'nothing pending';
  const unknown = targets.filter((target) => target.health === 'unknown').length;
  const up =
    unknown > 0
      ? `${targets.length - unknown} of ${plural(targets.length, 'target')} up, ${unknown} not scraped yet`
      : `${allOf(targets.length)} up`;
  return { tone: 'ok', title: 'All well', detail: `${up} · ${plural(rules.length, 'rule')} evaluating · ${calm}` };
}

const allOf = (count: number): string => (count === 1 ? '1 target' : `all ${count} targets`);

function bySeverity(firing: Alert[]): string {
  const counts = new Map<string, number>();
  for (const alert of firing) {
    const severity = alert.labels.severity ?? 'no severity';
    counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => severityRank(a) - severityRank(b))
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ');
}
